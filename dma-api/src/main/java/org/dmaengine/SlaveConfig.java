package org.dmaengine;

import java.util.Objects;

/// The run-time parameters of a slave channel that every controller understands (`dma_slave_config`, guide step 2).
///
/// There is no direction: that of the prepare call counts (CFG-01). Only the device's side of a transfer is read, the
/// other may stay unset. Bursts are counted in words of the width of the same side, not in bytes (CFG-04).
///
/// @param srcAddress    bus address read from when the source is a device (CFG-02)
/// @param dstAddress    bus address written to when the destination is a device
/// @param srcWidth      width of one read from the device (CFG-03)
/// @param dstWidth      width of one write to the device
/// @param srcMaxBurst   most words per burst from the device; 0 stands for 1
/// @param dstMaxBurst   most words per burst to the device; 0 stands for 1
/// @param srcPortWindow words of a register window that is read round and round; 0 for a single register (CFG-05)
/// @param dstPortWindow words of a register window that is written round and round; 0 for a single register
/// @param deviceFlowControl true if the device decides how long a transfer is (CFG-06)
public record SlaveConfig(long srcAddress, long dstAddress, BusWidth srcWidth, BusWidth dstWidth,
                          int srcMaxBurst, int dstMaxBurst, int srcPortWindow, int dstPortWindow,
                          boolean deviceFlowControl) implements ExtendedSlaveConfig {
    /// Checks what no controller could accept.
    public SlaveConfig {
        Objects.requireNonNull(srcWidth, "srcWidth");
        Objects.requireNonNull(dstWidth, "dstWidth");
        atLeastZero(srcMaxBurst, "srcMaxBurst");
        atLeastZero(dstMaxBurst, "dstMaxBurst");
        atLeastZero(srcPortWindow, "srcPortWindow");
        atLeastZero(dstPortWindow, "dstPortWindow");
    }

    @Override
    public SlaveConfig base() {
        return this;
    }

    /// Starts a configuration in which nothing is set.
    public static Builder builder() {
        return new Builder();
    }

    private static void atLeastZero(int words, String name) {
        if (words < 0) {
            throw new IllegalArgumentException(name + " is " + words + "; it counts words and cannot be negative");
        }
    }

    /// Collects the parameters; see the record's components for their meaning.
    public static final class Builder {
        private long srcAddress;
        private long dstAddress;
        private BusWidth srcWidth = BusWidth.UNDEFINED;
        private BusWidth dstWidth = BusWidth.UNDEFINED;
        private int srcMaxBurst;
        private int dstMaxBurst;
        private int srcPortWindow;
        private int dstPortWindow;
        private boolean deviceFlowControl;

        private Builder() {
        }

        /// Sets the device's side for transfers from the device.
        public Builder source(long address, BusWidth width, int maxBurst) {
            srcAddress = address;
            srcWidth = width;
            srcMaxBurst = maxBurst;
            return this;
        }

        /// Sets the device's side for transfers to the device.
        public Builder destination(long address, BusWidth width, int maxBurst) {
            dstAddress = address;
            dstWidth = width;
            dstMaxBurst = maxBurst;
            return this;
        }

        /// Sets the register windows, in words.
        public Builder portWindows(int srcWords, int dstWords) {
            srcPortWindow = srcWords;
            dstPortWindow = dstWords;
            return this;
        }

        /// Lets the device decide how long a transfer is.
        public Builder deviceFlowControl(boolean on) {
            deviceFlowControl = on;
            return this;
        }

        /// The configuration.
        public SlaveConfig build() {
            return new SlaveConfig(srcAddress, dstAddress, srcWidth, dstWidth, srcMaxBurst, dstMaxBurst,
                    srcPortWindow, dstPortWindow, deviceFlowControl);
        }
    }
}
