package org.dmaengine.controller.fifo;

import java.util.function.UnaryOperator;
import org.dmaengine.BusWidth;
import org.dmaengine.fifo.FifoSlaveConfig;

/// With bytes inside the controller between two steps.
class PackingConformanceTest extends FifoConformanceTest {
    @Override
    protected UnaryOperator<FifoSlaveConfig> terms() {
        return config -> config.withPacking(BusWidth.BYTES_16).withWatermark(2);
    }
}
