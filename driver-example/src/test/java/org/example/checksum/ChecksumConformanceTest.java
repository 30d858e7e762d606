package org.example.checksum;

import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.tck.jupiter.DriverContract;

// @start region="tck"
class ChecksumConformanceTest extends DriverContract {
    @Override
    protected ChannelDriver channel() {
        return new ChecksumChannel("sum0 channel 0", EngineSpec.memory("sum0"));
    }
}
// @end
