package org.dmaengine.examples.packets.device;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.dmaengine.examples.packets.Packet;
import org.dmaengine.fifo.PacketPort;
import org.dmaengine.fifo.RequestLine;

/// A simulated packet device whose two ends are joined: what is sent comes back, with the time of its arrival. It holds a few packets;
/// while it is full it takes none.
///
/// ```text
/// sender ─▶ tx: level, beginPacket, burst ..., endPacket ─▶ [packet][packet][packet] ─▶ rx: level, burst ..., atEnd, metadata, passEnd ─▶ receiver
/// ```
public final class Loopback {
    private final int capacity;
    private final LongSupplier clock;
    private final TxPort tx = new TxPort(this);
    private final RxPort rx = new RxPort(this);
    // Guarded by this.
    private final Deque<Packet> packets = new ArrayDeque<>();
    private RequestLine sender;
    private RequestLine receiver;

    /// @param capacity packets that it holds
    /// @param clock    of the time stamps
    public Loopback(int capacity, LongSupplier clock) {
        this.capacity = capacity;
        this.clock = clock;
    }

    /// Where packets are sent.
    public PacketPort tx() {
        return tx;
    }

    /// Where they come back.
    public PacketPort rx() {
        return rx;
    }

    synchronized void connect(boolean toDevice, RequestLine line) {
        if (line != null && (toDevice ? sender : receiver) != null) {
            throw new IllegalStateException("this end is connected already");
        }
        if (toDevice) {
            sender = line;
        } else {
            receiver = line;
        }
    }

    synchronized boolean isFull() {
        return packets.size() >= capacity;
    }

    /// The packet that leaves next, null if there is none.
    synchronized Packet first() {
        return packets.peekFirst();
    }

    void arrived(Packet packet) {
        RequestLine raised;
        synchronized (this) {
            packets.addLast(new Packet(packet.header().at(clock.getAsLong()), packet.payload()));
            raised = receiver;
        }
        raise(raised);
    }

    void left() {
        RequestLine raised;
        synchronized (this) {
            packets.removeFirst();
            raised = sender;
        }
        raise(raised);
    }

    private static void raise(RequestLine line) {
        if (line != null) {
            line.raise();
        }
    }
}
