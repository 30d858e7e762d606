package org.dmaengine.endpoints.schemes;

import java.nio.file.Files;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.PortContract;

class FileContractTest extends PortContract {
    private final FileScheme scheme = new FileScheme();

    @Override
    protected EndpointPort source(byte[] content) throws Exception {
        return scheme.open(Files.write(folder.resolve("in"), content).toString(), Direction.DEV_TO_MEM);
    }

    @Override
    protected EndpointPort sink() throws Exception {
        return scheme.open(folder.resolve("out").toString(), Direction.MEM_TO_DEV);
    }

    @Override
    protected byte[] received() throws Exception {
        return Files.readAllBytes(folder.resolve("out"));
    }
}
