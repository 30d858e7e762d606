package org.dmaengine.controller.fifo;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.dmaengine.Direction;
import org.dmaengine.controller.fifo.stubs.StubServices;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.fifo.tck.KitPort;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.tck.Peripheral;
import org.dmaengine.tck.jupiter.DriverContract;
import org.osgi.service.log.Logger;

class FifoConformanceTest extends DriverContract {
    private static final Map<String, Object> WIRED = Map.of(FifoPort.REQUEST_LINE, 5, "service.id", 7L);

    private final FifoSettings settings = FifoSettings.of(Map.of("dma.controller", "fifo0", "metadata.max", 64));
    private final Ports ports = new Ports(settings, StubServices.stub(Logger.class, (_, _, _) -> null));

    @Override
    protected ChannelDriver channel() {
        return new FifoChannel("fifo0 channel 0", settings, settings.engine("fifo0"), ports);
    }

    /// What a client configures beside width, burst and line.
    protected UnaryOperator<FifoSlaveConfig> terms() {
        return UnaryOperator.identity();
    }

    @Override
    protected Optional<Peripheral> peripheral(Direction direction) {
        KitPort port = new KitPort(direction, 5, terms(), () -> ports.remove(WIRED));
        ports.add(port, WIRED);
        return Optional.of(port);
    }
}
