package org.dmaengine.controller.memcpy;

import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.tck.jupiter.DriverContract;

class MemcpyConformanceTest extends DriverContract {
    @Override
    protected ChannelDriver channel() {
        return new MemcpyChannel("dma0 channel 0", EngineSpec.memory("dma0"), MemcpyChannel.capabilities(1, Long.MAX_VALUE));
    }
}
