package org.dmaengine.tck;

import java.util.Map;
import org.dmaengine.Direction;
import org.dmaengine.ExtendedSlaveConfig;
import org.osgi.annotation.versioning.ConsumerType;

/// The device at the other end of a channel, in the hands of the conformance kit: it gives the bytes that the kit puts into it, or takes as
/// many as the kit makes room for, and raises its request line each time.
///
/// ```text
///   DEV_TO_MEM     kit ── offer(words) ──▶ │ device │ ──▶ driver ──▶ memory        left(): what has not been fetched
///   MEM_TO_DEV     memory ──▶ driver ──▶ │ device │ ── taken() ──▶ kit            room(bytes): what it can take
/// ```
///
/// Each case has a device of its own: nothing in it, no room, nothing taken. All methods are called on the kit's thread, also while a
/// driver's call is under way on another, and inside it; they must not block.
@ConsumerType
public interface Peripheral extends AutoCloseable {
    /// `DEV_TO_MEM` for one that gives, `MEM_TO_DEV` for one that takes. Constant.
    Direction direction();

    /// Bytes of one word; the kit moves whole words only. Constant.
    int wordBytes();

    /// How a client configures a channel for this device: widths, bursts, addresses, and what the controller's own record says. The device
    /// is to decide how long a transfer is if it can ([#end]). Constant.
    ExtendedSlaveConfig config();

    /// The request line that the slave map would name, -1 for none.
    default int requestLine() {
        return -1;
    }

    /// The parameters that the slave map would name.
    default Map<String, Object> parameters() {
        return Map.of();
    }

    /// The device has received these words, and raises its request: `DEV_TO_MEM`.
    void offer(byte[] words);

    /// Bytes that have been offered and not been fetched.
    int left();

    /// The device can take so many bytes more, and raises its request: `MEM_TO_DEV`.
    void room(int bytes);

    /// All bytes that the device has taken.
    byte[] taken();

    /// The device ends the transfer behind what has been offered, or what there is room for.
    ///
    /// @return false if this device cannot do that
    default boolean end() {
        return false;
    }

    /// The device breaks: what it has been offered, or has room for, can still be moved; then it fails.
    ///
    /// @return false if this device cannot do that
    default boolean fail(String why) {
        return false;
    }

    /// The device goes.
    @Override
    default void close() {
    }
}
