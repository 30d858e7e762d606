package org.dmaengine.examples.uart;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.dmaengine.CompletionCallback;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferResult;
import org.dmaengine.mapping.Mapping;

/// The sending half of a UART: a ring of bytes, all of which that are there become one transfer; what comes meanwhile becomes the next one, from
/// the callback.
///
/// Source: clauses CLB-02, CLB-03, CLB-05 to CLB-07, CLB-11, CLB-12, PAU-09.
public final class UartTransmitter implements AutoCloseable {
    private final DmaChannel channel;
    private final UartRegisters registers;
    private final Mapping memory;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    // Guarded by lock.
    private final SendRing ring;
    private boolean running;
    private long cookie;
    private long kept;
    private String end;

    /// @param channel   becomes the transmitter's own
    /// @param registers for urgent bytes
    public UartTransmitter(DmaChannel channel, UartParameters parameters, UartRegisters registers) {
        channel.configure(parameters.transmitting());
        this.channel = channel;
        this.registers = registers;
        this.memory = channel.mapper().allocate(parameters.ringBytes()); // coherent: no syncs
        this.ring = new SendRing(memory);
    }

    // @start region="start"
    private void start() {
        if (running || ring.used() == 0 || end != null) {
            return;
        }
        try {
            kept = ring.used();
            cookie = channel.preparePeripheralVec(ring.pieces(), Direction.MEM_TO_DEV, TransferFlag.INTERRUPT, TransferFlag.ACK)
                    .onComplete((CompletionCallback) this::sent)
                    .submit();
            running = true;
            channel.issuePending();
        } catch (DmaException.ChannelGone e) {
            hangUp(e.getMessage());
        }
    }

    /// On a completer; starts the next transfer from there (CLB-06).
    private void sent(TransferResult result) {
        lock.lock();
        try {
            if (result.cookie() != cookie) {
                return; // flushed meanwhile: its bytes are not in the ring any more (CLB-11)
            }
            running = false;
            ring.advance(Math.min(kept, result.transferred()));
            if (result.isOk()) {
                start();
            } else {
                hangUp(result.detail());
            }
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
    // @end

    private void hangUp(String reason) {
        running = false;
        end = reason;
    }

    /// Takes as many of these bytes as there is room for, and sends them.
    ///
    /// @return how many that were
    /// @throws IOException if the line has been hung up
    public int write(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            requireLine();
            int count = ring.put(bytes, offset, length);
            start();
            return count;
        } finally {
            lock.unlock();
        }
    }

    /// Takes all these bytes, waiting for room.
    ///
    /// @throws IOException if the line has been hung up, or the other side takes nothing for so long; says how many were taken
    public void write(byte[] bytes, Duration patience) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            for (int done = write(bytes, 0, bytes.length); done < bytes.length; done += write(bytes, done, bytes.length - done)) {
                awaitMove(patience, bytes.length - done + " bytes not taken yet");
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the device has taken everything.
    public void drain(Duration patience) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            requireLine();
            while (ring.used() > 0) {
                awaitMove(patience, ring.used() + " bytes not sent yet");
                requireLine();
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitMove(Duration patience, String what) throws IOException, InterruptedException {
        if (moved.awaitNanos(patience.toNanos()) <= 0) {
            throw new IOException("the line has taken nothing for " + patience.toMillis() + " ms, " + what + "; is the other side ready?");
        }
    }

    private void requireLine() throws IOException {
        if (end != null) {
            throw new IOException(end);
        }
    }

    // @start region="urgent"
    /// Sends one byte before all that wait in memory, as flow control does with XON and XOFF: the channel is held for as long as the
    /// processor takes to write it (CLB-05, PAU-09).
    public void urgent(byte character) throws IOException {
        lock.lock();
        try {
            requireLine();
            if (!running) {
                registers.transmit(character);
                return;
            }
            channel.pause();
            try {
                registers.transmit(character);
            } finally {
                if (channel.isPaused()) { // a flush clears it
                    channel.resume();
                }
            }
        } finally {
            lock.unlock();
        }
    }
    // @end

    // @start region="flush"
    /// Drops what has not been sent.
    public void flush() {
        lock.lock();
        try {
            kept = 0; // first: a callback that comes late advances nothing (CLB-07)
            cookie = 0;
            running = false;
            ring.advance(ring.used());
            channel.terminateAsync();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
    // @end

    /// Ends, frees the memory, releases the channel (CLB-12). What was not sent is dropped. Not inside a callback.
    @Override
    public void close() {
        lock.lock();
        try {
            hangUp("the transmitter is closed");
            cookie = 0;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        try (channel; memory) {
            channel.terminateSync(); // without the lock, for which a callback may be waiting
        } catch (DmaException.ChannelGone _) {
            // its controller has left, and everything has ended with it
        }
    }
}
