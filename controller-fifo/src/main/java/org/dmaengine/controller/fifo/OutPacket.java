package org.dmaengine.controller.fifo;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.dmaengine.spi.Transfer;

/// The packet to the device that a transfer is in the middle of, if it is: a transfer is a packet, of a ring each period is one.
///
/// A packet belongs to the port that it has begun at. When that one leaves, what it has of the packet is lost, and the rest is no packet:
/// the transfer fails. When the controller is replaced, the packet stays open in its port, and the next controller goes on with it there.
final class OutPacket {
    private PortUse port;

    /// A transfer begins, or ends: it is in the middle of no packet here.
    void none() {
        port = null;
    }

    boolean isOpenBeside(PortUse use) {
        return use.isPacketOpenBeside(this);
    }

    /// Bytes to the end of the packet.
    static long left(Transfer transfer) {
        return whole(transfer) - sent(transfer);
    }

    private static long whole(Transfer transfer) {
        return transfer.periodLength() == 0 ? transfer.length() : transfer.periodLength();
    }

    private static long sent(Transfer transfer) {
        return transfer.moved() % whole(transfer);
    }

    /// Goes on with a packet of which another controller has sent the first bytes, if that is where the transfer stands.
    ///
    /// @throws IOException if the port is not in the middle of that packet
    void resume(PortUse use, Transfer transfer, int line) throws IOException {
        long sent = sent(transfer);
        if (port != null || sent == 0) {
            return;
        }
        if (!use.resumePacket(this, transfer, sent)) {
            throw cut(transfer, use.offer().name() + " on request line " + line + " is not, or no more, in the middle of this packet");
        }
        port = use;
    }

    /// Begins a packet unless it is in the middle of one.
    void begin(PortUse use, Transfer transfer) throws PortFailure {
        if (port == null) {
            port = use;
            use.beginPacket(this, metadata(transfer), whole(transfer));
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

    /// Drops the packet that is under way, if there is one; from outside its port. One that has left drops it itself.
    void giveUp() {
        PortUse use = port;
        if (use != null) {
            port = null;
            use.giveUpPacket(this);
        }
    }

    /// Leaves the packet that is under way, if there is one, to the controller that goes on with the transfer; from outside its port.
    void leave(Transfer transfer) {
        PortUse use = port;
        if (use != null) {
            port = null;
            use.leavePacket(this, transfer, sent(transfer));
        }
    }

    /// Checks that the port of the packet is still the one in use.
    void checkUncut(PortUse inUse, Transfer transfer, int line) throws IOException {
        if (port != null && port != inUse) {
            throw cut(transfer, "the port on request line " + line + " left in the middle of a packet");
        }
    }

    private static IOException cut(Transfer transfer, String why) {
        return new IOException("cut after " + sent(transfer) + " of " + whole(transfer) + " bytes: " + why);
    }
}
