package org.dmaengine.fifo;

import java.time.Duration;
import java.util.Objects;
import org.dmaengine.BusWidth;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.SlaveConfig;

/// The slave configuration of FIFO controllers: what a [SlaveConfig] says, and what only they know (guide step 2, CFG-18).
///
/// ```java
/// channel.configure(FifoSlaveConfig.of(base).withWatermark(8).withIdleTimeout(Duration.ofMillis(2)));
/// ```
///
/// A FIFO controller takes a plain [SlaveConfig] as well; it then does what [#of] says.
///
/// @param base        device addresses, widths, bursts, port windows, flow control
/// @param watermark   words that the FIFO must be able to give or take before it counts as a request; fewer do if no more are left
///                    in the transfer, or the device has ended it. 0 and 1 alike: each word is a request
/// @param requestLine request line, in place of the slave map's; [#LINE_OF_SLAVE_MAP] for that one
/// @param byteSwap    whether the bytes of each word are reversed on their way
/// @param packing     width of the memory accesses that the words of a narrower device are packed into, a multiple of the
///                    device's; `UNDEFINED` for none. What does not fill one is inside the controller, and told as in
///                    flight, until it does, or the transfer pauses, stops or ends
/// @param idleTimeout time without a byte after which a transfer from the device ends early, with its residue; counted from its
///                    first byte on. [Duration#ZERO] for never
/// @param priority    of several lines with a request the one with the higher priority is served first; -8 to 7, usually 0
// @start region="record"
public record FifoSlaveConfig(SlaveConfig base, int watermark, int requestLine, boolean byteSwap, BusWidth packing,
                              Duration idleTimeout, int priority) implements ExtendedSlaveConfig {
    // @end
    /// The request line is that of the slave-map entry.
    public static final int LINE_OF_SLAVE_MAP = -1;
    /// The least urgent priority.
    public static final int LOWEST_PRIORITY = -8;
    /// The most urgent priority.
    public static final int HIGHEST_PRIORITY = 7;

    private static final Duration LONGEST_IDLE = Duration.ofHours(1);

    /// Checks what no controller could accept.
    public FifoSlaveConfig {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(packing, "packing");
        Objects.requireNonNull(idleTimeout, "idleTimeout");
        if (watermark < 0) {
            throw refused("watermark", watermark, "words, 0 or more");
        }
        if (requestLine < LINE_OF_SLAVE_MAP) {
            throw refused("requestLine", requestLine, "a line from 0 up, or -1 for that of the slave map");
        }
        if (idleTimeout.isNegative() || idleTimeout.compareTo(LONGEST_IDLE) > 0) {
            throw refused("idleTimeout", idleTimeout, "from 0, which is never, to " + LONGEST_IDLE);
        }
        if (priority < LOWEST_PRIORITY || priority > HIGHEST_PRIORITY) {
            throw refused("priority", priority, LOWEST_PRIORITY + " to " + HIGHEST_PRIORITY);
        }
    }

    /// What a controller does with a plain configuration: each word is a request, the slave map's line, bytes as they come, no packing,
    /// no idle timeout, priority 0.
    public static FifoSlaveConfig of(SlaveConfig base) {
        return new FifoSlaveConfig(base, 0, LINE_OF_SLAVE_MAP, false, BusWidth.UNDEFINED, Duration.ZERO, 0);
    }

    /// The same with this watermark, in words.
    // @start region="wither"
    public FifoSlaveConfig withWatermark(int words) {
        return new FifoSlaveConfig(base, words, requestLine, byteSwap, packing, idleTimeout, priority);
    }
    // @end

    /// The same with this request line.
    public FifoSlaveConfig withRequestLine(int line) {
        return new FifoSlaveConfig(base, watermark, line, byteSwap, packing, idleTimeout, priority);
    }

    /// The same with the bytes of each word reversed, or not.
    public FifoSlaveConfig withByteSwap(boolean on) {
        return new FifoSlaveConfig(base, watermark, requestLine, on, packing, idleTimeout, priority);
    }

    /// The same with memory accesses of this width.
    public FifoSlaveConfig withPacking(BusWidth memoryWidth) {
        return new FifoSlaveConfig(base, watermark, requestLine, byteSwap, memoryWidth, idleTimeout, priority);
    }

    /// The same with this idle timeout.
    public FifoSlaveConfig withIdleTimeout(Duration timeout) {
        return new FifoSlaveConfig(base, watermark, requestLine, byteSwap, packing, timeout, priority);
    }

    /// The same with this priority.
    public FifoSlaveConfig withPriority(int value) {
        return new FifoSlaveConfig(base, watermark, requestLine, byteSwap, packing, idleTimeout, value);
    }

    private static IllegalArgumentException refused(String name, Object value, String allowed) {
        return new IllegalArgumentException(name + " is " + value + "; allowed is " + allowed);
    }
}
