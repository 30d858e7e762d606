package org.dmaengine.controller.fifo;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.PacketPort;
import org.dmaengine.fifo.PortLedger;
import org.dmaengine.fifo.RequestLine;

/// A port for as long as it is the one on its line: calls it, one call at a time, and lets go of it when it goes.
///
/// All calls but those under "any thread" are made between [#enter] and [#exit]. What a port throws against its contract
/// becomes a [PortFailure], so that a bad port costs the transfer and not the channel.
final class PortUse implements RequestLine {
    private final PortOffer offer;
    private final FifoPort port;
    private final PacketPort packets;
    private final Line line;
    private final PortAccess access;
    // How much of the losses is somebody's already; shared by the line's channels, so that each byte is told once.
    private final PortLedger ledger;
    private volatile boolean connected;
    private volatile boolean gone;
    private volatile long lastLosses;
    // What was to be told when it went.
    private final AtomicLong untoldAtTheEnd = new AtomicLong();
    // Of whoever is inside: who has begun a packet to the device and not ended it, null if nobody.
    private Object packetOf;
    // Who has given his packet up without getting inside, null if nobody: whoever comes in next abandons it.
    private volatile Object packetGivenUpBy;

    PortUse(PortOffer offer, Line line) {
        this.offer = offer;
        this.port = offer.port();
        this.packets = port instanceof PacketPort packetPort ? packetPort : null;
        this.line = line;
        this.access = new PortAccess(this::letGo, line::wake);
        this.ledger = PortLedger.of(port);
    }

    PortOffer offer() {
        return offer;
    }

    boolean hasPackets() {
        return packets != null;
    }

    // ---- any thread ----

    @Override
    public void raise() {
        if (connected) {
            line.wake();
        }
    }

    /// Bytes that the device has lost so far.
    private long losses() {
        long last = lastLosses;
        try {
            long now = port.losses();
            if (now > last) { // asked twice for each burst, and a store that everybody sees is dear
                lastLosses = now;
                return now;
            }
        } catch (RuntimeException | LinkageError _) {
            // No figure is no reason to fail a transfer: the last one stands.
        }
        return last;
    }

    /// Bytes lost that no transfer has been told of; they are the caller's. None of what another controller uses the port for; of one
    /// that has gone, until then.
    long untoldLosses() {
        if (gone) {
            return untoldAtTheEnd.getAndSet(0);
        }
        return connected ? ledger.untoldLosses(losses()) : 0;
    }

    boolean enter() {
        if (!access.enter()) {
            return false;
        }
        Object sender = packetGivenUpBy;
        if (sender != null) {
            packetGivenUpBy = null;
            abandonPacket(sender);
        }
        return true;
    }

    void exit() {
        access.exit();
    }

    /// Makes no more calls, and disconnects when the one under way is over; false if it was not within the time.
    boolean leave(long nanos) {
        return access.leave(nanos);
    }

    private void letGo() {
        untoldAtTheEnd.set(connected ? ledger.untoldLosses(losses()) : 0);
        gone = true;
        abandonPacket();
        disconnect(false);
    }

    // ---- any thread, packets ----

    /// Drops the packet of this sender, if there is one; while somebody is inside, whoever comes in next does.
    void giveUpPacket(Object sender) {
        packetGivenUpBy = sender;
        if (enter()) {
            exit();
        }
    }

    /// Leaves the packet of this sender open for the controller that goes on with its transfer. While somebody else is inside it is dropped instead.
    void leavePacket(Object sender, Object transfer, long sent) {
        if (!enter()) {
            giveUpPacket(sender);
            return;
        }
        try {
            if (packetOf == sender) {
                ledger.leavePacket(transfer, sent);
                packetIsOver();
            }
        } finally {
            exit();
        }
    }

    // ---- inside ----

    /// Takes the port into use unless it is; false if another controller uses it.
    boolean connect() throws PortFailure {
        if (connected) {
            return true;
        }
        // First, since the port may raise the line at once.
        connected = true;
        boolean done = false;
        try {
            port.connect(this);
            done = true;
            ledger.beginLosses(losses());
            return true;
        } catch (IllegalStateException _) {
            return false;
        } catch (RuntimeException | LinkageError e) {
            throw new PortFailure(offer, "connect()", e);
        } finally {
            connected = done;
        }
    }

    /// @param toGoOn another controller goes on with what has been done here
    void disconnect(boolean toGoOn) {
        if (!connected) {
            return;
        }
        connected = false;
        if (!toGoOn) {
            ledger.forgetLosses();
        }
        try {
            port.disconnect();
        } catch (RuntimeException | LinkageError _) {
            // It is let go of all the same.
        }
    }

    int level(int wordBytes) throws IOException {
        int level;
        try {
            level = port.level(wordBytes);
        } catch (RuntimeException | LinkageError e) {
            throw new PortFailure(offer, "level()", e);
        }
        if (level < 0) {
            throw new PortFailure(offer, "level() is " + level, null);
        }
        return level;
    }

    int depth(int wordBytes) throws PortFailure {
        try {
            return port.depth(wordBytes);
        } catch (RuntimeException | LinkageError e) {
            throw new PortFailure(offer, "depth()", e);
        }
    }

    boolean lastWords() throws PortFailure {
        try {
            return port.lastWords();
        } catch (RuntimeException | LinkageError e) {
            throw new PortFailure(offer, "lastWords()", e);
        }
    }

    /// Moves words; what the memory throws goes to the caller, for the core understands it.
    int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) throws IOException {
        int moved;
        try {
            moved = port.burst(address, memory, offset, words, wordBytes);
        } catch (RuntimeException | LinkageError e) {
            if (e instanceof RuntimeException ofMemory && !memory.scope().isAlive()) {
                throw ofMemory;
            }
            throw new PortFailure(offer, "burst()", e);
        }
        if (moved < 0 || moved > words) {
            throw new PortFailure(offer, "burst() of " + words + " words says that it moved " + moved, null);
        }
        return moved;
    }

    boolean atEnd() throws PortFailure {
        try {
            return port.atEnd();
        } catch (RuntimeException | LinkageError e) {
            throw new PortFailure(offer, "atEnd()", e);
        }
    }

    void passEnd() throws PortFailure {
        try {
            port.passEnd();
        } catch (RuntimeException | LinkageError e) {
            throw new PortFailure(offer, "passEnd()", e);
        }
    }

    // ---- inside, packets ----

    /// Says whether somebody else is in the middle of a packet.
    boolean isPacketOpenBeside(Object sender) {
        return packetOf != null && packetOf != sender;
    }

    void beginPacket(Object sender, MemorySegment metadata, long payload) throws PortFailure {
        if (ledger.dropPacket()) {
            abandon();
        }
        packetOf = sender;
        try {
            packets.beginPacket(metadata, payload);
        } catch (RuntimeException | LinkageError e) {
            throw new PortFailure(offer, "beginPacket()", e);
        }
    }

    void endPacket() throws PortFailure {
        packetIsOver();
        try {
            packets.endPacket();
        } catch (RuntimeException | LinkageError e) {
            throw new PortFailure(offer, "endPacket()", e);
        }
    }

    /// Goes on with the packet of a transfer that another controller has begun; false if the port is in the middle of no such packet.
    boolean resumePacket(Object sender, Object transfer, long sent) {
        if (!ledger.resumePacket(transfer, sent)) {
            return false;
        }
        packetOf = sender;
        return true;
    }

    /// Drops the packet of this sender, if there is one.
    void abandonPacket(Object sender) {
        if (packetOf == sender) {
            abandonPacket();
        }
    }

    private void abandonPacket() {
        if (packetOf == null) {
            return;
        }
        packetIsOver();
        abandon();
    }

    private void abandon() {
        try {
            packets.abandonPacket();
        } catch (RuntimeException | LinkageError _) {
            // What it does with what it has of the packet is its own affair.
        }
    }

    /// Others on the line may have waited for that.
    private void packetIsOver() {
        packetOf = null;
        line.wakeIfShared();
    }

    /// Metadata of the packet that has just ended; answers its bytes.
    int metadata(MemorySegment area) throws PortFailure {
        int bytes;
        try {
            bytes = packets.metadata(area);
        } catch (RuntimeException | LinkageError e) {
            throw new PortFailure(offer, "metadata()", e);
        }
        if (bytes < 0 || bytes > area.byteSize()) {
            throw new PortFailure(offer, "metadata() is " + bytes + " bytes in an area of " + area.byteSize(), null);
        }
        return bytes;
    }
}
