package org.dmaengine.controller.fifo.stubs;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.RequestLine;

/// A peripheral in the test's hand: it has what the test lets arrive, takes what the test has room for, and writes down how it is
/// called.
public class HandPort implements FifoPort {
    private final Direction direction;
    private final Set<BusWidth> widths;
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final TreeSet<Integer> ends = new TreeSet<>();
    private byte[] arrived = {};
    private byte next;
    private int at;
    private int room;
    private boolean streamEnds;
    private String failure;
    private long losses;
    private boolean usedElsewhere;
    private Runnable insideBurst = () -> { };
    private int depth = Integer.MAX_VALUE;
    private int looks;
    private int mostAtOnce = Integer.MAX_VALUE;
    private RequestLine line;

    public HandPort(Direction direction, BusWidth... widths) {
        this.direction = direction;
        this.widths = widths.length == 0 ? FifoPort.super.widths() : EnumSet.copyOf(List.of(widths));
    }

    // ---- the test ----

    /// Words come, and the line is raised.
    public void arrive(byte... bytes) {
        byte[] all = Arrays.copyOf(arrived, arrived.length + bytes.length);
        System.arraycopy(bytes, 0, all, arrived.length, bytes.length);
        arrived = all;
        raise();
    }

    /// So many bytes more come, counting on from what came before.
    public void arrive(int bytes) {
        byte[] more = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            more[i] = next++;
        }
        arrive(more);
    }

    /// It can take so many bytes more, and the line is raised.
    public void makeRoom(int bytes) {
        room += bytes;
        raise();
    }

    /// It ends the transfer behind what has come, or behind what it has room for.
    public void end() {
        ends.add(direction == Direction.DEV_TO_MEM ? arrived.length : written.size() + room);
        raise();
    }

    /// Nothing comes behind what has come.
    public void endStream() {
        streamEnds = true;
        end();
    }

    /// It breaks; what it has is still to be had.
    public void fail(String message) {
        failure = message;
        raise();
    }

    /// It moves fewer words at once than its level says.
    public void movesAtMost(int words) {
        mostAtOnce = words;
    }

    /// Its FIFO holds so many bytes.
    public void holds(int bytes) {
        depth = bytes;
    }

    public void lose(long bytes) {
        losses += bytes;
    }

    public void usedElsewhere(boolean used) {
        usedElsewhere = used;
    }

    /// What happens in the middle of its bursts.
    public void insideBurst(Runnable action) {
        insideBurst = action;
    }

    public void raise() {
        if (line != null) {
            line.raise();
        }
    }

    public byte[] written() {
        return written.toByteArray();
    }

    /// The bytes that nobody has fetched yet.
    public int left() {
        return arrived.length - at;
    }

    public boolean isConnected() {
        return line != null;
    }

    /// The calls that moved, began or ended something, such as `burst 0x4000 4x2`.
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /// How often its level has been looked at.
    public int looks() {
        return looks;
    }

    protected void note(String call) {
        calls.add(call);
    }

    // ---- the controller ----

    @Override
    public Direction direction() {
        return direction;
    }

    @Override
    public Set<BusWidth> widths() {
        return widths;
    }

    @Override
    public void connect(RequestLine newLine) {
        if (line != null || usedElsewhere) {
            throw new IllegalStateException("in use");
        }
        line = newLine;
        note("connect");
    }

    @Override
    public void disconnect() {
        line = null;
        note("disconnect");
    }

    private int bytesToEnd() {
        int now = direction == Direction.DEV_TO_MEM ? at : written.size();
        int all = direction == Direction.DEV_TO_MEM ? left() : room;
        Integer end = ends.ceiling(now);
        return end == null ? all : Math.min(all, end - now);
    }

    @Override
    public int level(int wordBytes) throws IOException {
        looks++;
        int words = bytesToEnd() / wordBytes;
        if (words == 0 && !atEnd()) {
            if (failure != null) {
                throw new IOException(failure);
            }
            if (streamEnds) {
                throw new EOFException("the stream has ended");
            }
        }
        return words;
    }

    @Override
    public int depth(int wordBytes) {
        return depth / wordBytes;
    }

    @Override
    public boolean lastWords() {
        return direction == Direction.DEV_TO_MEM && (failure != null || ends.ceiling(at) != null);
    }

    @Override
    public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) throws IOException {
        insideBurst.run();
        int moved = Math.min(words, mostAtOnce);
        note("burst 0x" + Long.toHexString(address) + " " + moved + "x" + wordBytes);
        int bytes = moved * wordBytes;
        if (direction == Direction.DEV_TO_MEM) {
            MemorySegment.copy(arrived, at, memory, ValueLayout.JAVA_BYTE, offset, bytes);
            at += bytes;
        } else {
            written.writeBytes(memory.asSlice(offset, bytes).toArray(ValueLayout.JAVA_BYTE));
            room -= bytes;
        }
        return moved;
    }

    @Override
    public boolean atEnd() {
        return ends.contains(direction == Direction.DEV_TO_MEM ? at : written.size());
    }

    @Override
    public void passEnd() {
        note("passEnd");
        ends.remove(direction == Direction.DEV_TO_MEM ? at : written.size());
    }

    @Override
    public long losses() {
        return losses;
    }
}
