package org.dmaengine.tck.bench;

import java.util.List;
import org.dmaengine.Direction;
import org.dmaengine.tck.PacketPeripheral;
import org.dmaengine.tck.Peripheral;

/// The device at the other end, and the one stream of bytes that goes through it during a case.
public final class Device implements AutoCloseable {
    private static final long SEED = 17;

    private final Peripheral peripheral;
    private long supplied;
    // Where the next transfer begins in the stream.
    private long begun;

    Device(Peripheral peripheral) {
        this.peripheral = peripheral;
    }

    /// Whoever plays it.
    public Peripheral peripheral() {
        return peripheral;
    }

    /// As one with packets.
    ///
    /// @throws NotApplicable if it has none
    public PacketPeripheral packets() {
        if (peripheral instanceof PacketPeripheral packets) {
            return packets;
        }
        throw new NotApplicable("the device has no packets with metadata");
    }

    boolean gives() {
        return peripheral.direction() == Direction.DEV_TO_MEM;
    }

    static byte at(long position) {
        return Pattern.at(SEED, position);
    }

    /// The next bytes of the stream are there, or there is room for so many.
    public void supply(int bytes) {
        if (!gives()) {
            supplied += bytes;
            raise(() -> peripheral.room(bytes));
            return;
        }
        byte[] words = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            words[i] = at(supplied + i);
        }
        supplied += bytes;
        raise(() -> peripheral.offer(words));
    }

    /// The device asks, and calls the driver by that, on a thread of its own so to speak.
    private static void raise(Runnable request) {
        try {
            request.run();
        } catch (ConformanceFailure seen) {
            throw seen;
        } catch (RuntimeException | Error thrown) {
            throw new ConformanceFailure(List.of("ChannelHost.wake", "ChannelDriver.close"), "a device that asked got " + thrown
                    + " thrown at it; it may ask at any time, also when the driver is closed", thrown);
        }
    }

    /// Bytes of the stream that have passed between the driver and the device.
    long passed() {
        return gives() ? supplied - peripheral.left() : peripheral.taken().length;
    }

    /// Where a transfer of so many bytes begins in the stream.
    ///
    /// @param alone whether no other transfer is under way
    long begin(long bytes, boolean alone) {
        long at = alone ? passed() : begun;
        begun = at + bytes;
        return at;
    }

    @Override
    public void close() {
        peripheral.close();
    }
}
