package org.dmaengine.controller.fifo;

import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.SlaveConfig;
import org.dmaengine.fifo.FifoSlaveConfig;

/// What the configuration says for the transfer under way, in bytes, words and nanoseconds. Filled anew at each start.
final class Terms {
    /// Bus address of the data register, 0 if none is named.
    long address;
    /// Bytes of a word; 0 leaves it to the port.
    int width;
    /// Most words in a burst, at least 1.
    int burst;
    /// Words of the register window, 0 for a single register.
    int window;
    /// Words that make a request, at least 1.
    int watermark;
    /// Bytes of a memory access, 0 for a word's.
    int packing;
    boolean swap;
    boolean deviceEnds;
    long idleNanos;
    int priority;

    void read(ExtendedSlaveConfig config, boolean fromDevice, int maxBurst) {
        SlaveConfig base = config.base();
        address = fromDevice ? base.srcAddress() : base.dstAddress();
        width = (fromDevice ? base.srcWidth() : base.dstWidth()).bytes();
        burst = Math.clamp(fromDevice ? base.srcMaxBurst() : base.dstMaxBurst(), 1, maxBurst);
        window = fromDevice ? base.srcPortWindow() : base.dstPortWindow();
        deviceEnds = base.deviceFlowControl();
        if (config instanceof FifoSlaveConfig fifo) {
            watermark = Math.max(1, fifo.watermark());
            packing = fifo.packing().bytes();
            swap = fifo.byteSwap();
            idleNanos = fromDevice ? fifo.idleTimeout().toNanos() : 0;
            priority = fifo.priority();
        } else {
            watermark = 1;
            packing = 0;
            swap = false;
            idleNanos = 0;
            priority = 0;
        }
    }

    /// The request line that a configuration means.
    static int line(ExtendedSlaveConfig config, int ofSlaveMap) {
        return config instanceof FifoSlaveConfig fifo && fifo.requestLine() != FifoSlaveConfig.LINE_OF_SLAVE_MAP
                ? fifo.requestLine() : ofSlaveMap;
    }
}
