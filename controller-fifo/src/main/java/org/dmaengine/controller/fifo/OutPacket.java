package org.dmaengine.controller.fifo;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.dmaengine.spi.Transfer;

/// The packet to the device that a transfer is in the middle of, if it is: a transfer is a packet, of a ring each period is one.
///
/// A packet belongs to the port that it has begun at. When that one leaves, what it has of the packet is lost, and the rest is no packet:
/// the transfer fails.
final class OutPacket {
    private PortUse port;
    private long payload;

    /// A transfer begins, or ends: no packet has begun.
    void none() {
        port = null;
    }

    boolean isOpenBeside(PortUse use) {
        return use.isPacketOpenBeside(this);
    }

    /// Bytes to the end of the packet.
    static long left(Transfer transfer) {
        long period = transfer.periodLength();
        return period == 0 ? transfer.length() - transfer.moved() : period - transfer.moved() % period;
    }

    /// Begins a packet unless it is in the middle of one.
    void begin(PortUse use, Transfer transfer) throws PortFailure {
        if (port == null) {
            port = use;
            payload = left(transfer);
            use.beginPacket(this, metadata(transfer), payload);
        }
    }

    private static MemorySegment metadata(Transfer transfer) {
        int bytes = transfer.metadataLength();
        return bytes == 0 ? null : transfer.metadata().asSlice(0, bytes).asReadOnly();
    }

    /// Ends the packet that is under way, if there is one.
    void end() throws PortFailure {
        PortUse use = port;
        if (use != null) {
            port = null;
            use.endPacket();
        }
    }

    /// Drops the packet that is under way, if there is one; inside its port.
    void abandon() {
        PortUse use = port;
        if (use != null) {
            port = null;
            use.abandonPacket(this);
        }
    }

    /// Drops the packet that is under way, from outside its port; one that has left, or is being called, drops it itself.
    void abandonFromOutside() {
        PortUse use = port;
        if (use != null && use.enter()) {
            try {
                use.abandonPacket(this);
            } finally {
                use.exit();
            }
        }
        port = null;
    }

    /// Checks that the port of the packet is still the one in use.
    void checkUncut(PortUse inUse, Transfer transfer, int line) throws IOException {
        if (port != null && port != inUse) {
            throw new IOException("cut after " + (payload - left(transfer)) + " of " + payload + " bytes: the port on request line " + line
                    + " left in the middle of a packet");
        }
    }
}
