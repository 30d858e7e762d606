package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.dmaengine.Capability;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveMap;
import org.dmaengine.testing.Service;
import org.dmaengine.testing.WithProperty;
import org.junit.jupiter.api.Test;

/// The board that ships, as a file outside of any bundle that the Configurator is pointed to.
@TheProduct
@WithProperty(name = "configurator.initial", value = "file:../cnf/board/default.json")
class DefaultBoardIT {
    @Service
    SlaveMap slaveMap;

    @Test
    void shouldOfferTheShellAChannelThatCopies() throws InterruptedException {
        try (DmaChannel channel = slaveMap.requestChannel("shell", "copy", Duration.ofSeconds(5))) {
            assertTrue(channel.capabilities().supports(Capability.MEMCPY), channel.capabilities()::toString);
        }
    }
}
