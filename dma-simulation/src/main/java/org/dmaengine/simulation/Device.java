package org.dmaengine.simulation;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Queue;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;

/// A peripheral in the test's hand, with a channel in one direction: bytes come from it when the test says that they arrive, and it takes
/// as many as the test says that it has room for. Single, scatter-gather and cyclic transfers.
public final class Device implements ChannelDriver {
    private final ChannelCapabilities capabilities;
    private final EngineSpec engine = EngineSpec.device("device");
    private final Queue<Byte> arrived = new ArrayDeque<>();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private ChannelHost host;
    private long room;

    private Device(Direction direction) {
        capabilities = ChannelCapabilities.of(Capability.SLAVE, Capability.CYCLIC).directions(direction).build();
    }

    /// One that bytes come from.
    public static Device source() {
        return new Device(Direction.DEV_TO_MEM);
    }

    /// One that takes bytes.
    public static Device sink() {
        return new Device(Direction.MEM_TO_DEV);
    }

    // ---- the test ----

    /// Bytes arrive. They wait here until a transfer takes them.
    public void arrive(byte... bytes) {
        for (byte each : bytes) {
            arrived.add(each);
        }
        wake();
    }

    /// There is room for so many more.
    public void makeRoom(long bytes) {
        room += bytes;
        wake();
    }

    /// Bytes that have arrived and wait for a transfer.
    public int waiting() {
        return arrived.size();
    }

    /// What it has taken so far.
    public byte[] taken() {
        return taken.toByteArray();
    }

    private void wake() {
        if (host != null) {
            host.wake();
        }
    }

    // ---- the driver ----

    @Override
    public ChannelCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public EngineSpec engine() {
        return engine;
    }

    @Override
    public void open(ChannelHost newHost) {
        host = newHost;
    }

    @Override
    public long start(Transfer transfer) {
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        long most = Math.min(limit, transfer.run());
        long bytes = transfer.destination() == null ? take(transfer, Math.min(most, room)) : give(transfer, Math.min(most, arrived.size()));
        if (bytes == 0) {
            host.waitsFor(transfer.destination() == null ? "no room in the device" : "nothing has arrived");
        }
        return bytes;
    }

    private long give(Transfer transfer, long bytes) {
        MemorySegment to = transfer.destination();
        for (long i = 0; i < bytes; i++) {
            to.set(ValueLayout.JAVA_BYTE, transfer.destinationOffset() + i, arrived.remove());
        }
        return bytes;
    }

    private long take(Transfer transfer, long bytes) {
        byte[] next = transfer.source().asSlice(transfer.sourceOffset(), bytes).toArray(ValueLayout.JAVA_BYTE);
        taken.writeBytes(next);
        room -= bytes;
        return bytes;
    }

    @Override
    public long stop(Transfer transfer) {
        return 0;
    }

    @Override
    public void close() {
        host = null;
    }
}
