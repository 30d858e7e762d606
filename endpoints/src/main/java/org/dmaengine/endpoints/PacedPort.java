package org.dmaengine.endpoints;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.pump.ByteRing;
import org.dmaengine.endpoints.pump.OpenPorts;
import org.dmaengine.fifo.RequestLine;
import org.osgi.annotation.versioning.ConsumerType;

/// A device that plays or records so many words in a second, come what may: the converter of a sound card, with its FIFO.
///
/// Each word has its moment, counted from the start of the clock, so that nothing drifts. A player whose FIFO is empty at that moment hears silence (underrun),
/// a recorder whose FIFO is full drops the word (overrun); both count in [#losses], in bytes, and are told to the device.
///
/// The clock starts with the player's first word, or the recorder's first look of a controller, or by [#start]; after a [#stop] by that alone, so
/// that a player's FIFO can be full before it plays, as drivers do it for converters. Nothing runs meanwhile: what has
/// happened is worked out when somebody asks, and one timer for all ports raises the line, when the level has risen by a quarter of the FIFO.
///
/// The device is called with the port's lock held, on threads of the engine and the timer: it is quick and does not block.
public abstract sealed class PacedPort implements EndpointPort permits PacedPlayer, PacedRecorder {
    private static final int STEPS = 4;

    /// What a player's words go to.
    @ConsumerType
    @FunctionalInterface
    public interface Player {
        /// The moment of these words has come; in the machine's byte order, used inside this call only.
        void play(ByteBuffer words);

        /// The FIFO was empty at the moment of so many words.
        default void silence(long words) {
        }
    }

    /// Where a recorder's words come from.
    @ConsumerType
    @FunctionalInterface
    public interface Recorder {
        /// The moment has come for as many words as there is room for.
        void record(ByteBuffer words);

        /// The FIFO was full at the moment of so many words.
        default void skip(long words) {
        }
    }

    /// A port that plays (`MEM_TO_DEV`).
    ///
    /// @param endpoint its name, for people
    public static PacedPort player(String endpoint, Pace pace, Player device, PaceClock clock) {
        return new PacedPlayer(endpoint, pace, device, clock);
    }

    /// A port that records (`DEV_TO_MEM`).
    ///
    /// @param endpoint its name, for people
    public static PacedPort recorder(String endpoint, Pace pace, Recorder device, PaceClock clock) {
        return new PacedRecorder(endpoint, pace, device, clock);
    }

    private final String endpoint;
    private final Direction direction;
    final Pace pace;
    private final PaceClock clock;
    private final CountDownLatch drained = new CountDownLatch(1);

    // All below is guarded by this port's monitor, which nobody holds while blocking.
    final ByteRing fifo;
    private RequestLine line;
    private boolean running;
    /// Until somebody starts or stops it, the first word or look does.
    private boolean startsByItself = true;
    private boolean closed;
    boolean finishing;
    private long startTime;
    /// Words whose moment was before the start, and up to now.
    private long passedAtStart;
    private long passed;
    private long lost;
    private boolean inGap;
    private long gaps;
    private RuntimeException failure;
    /// The level that the engine has seen last.
    private int seen;
    /// When the timer fires, and how it is cancelled; null if it does not.
    private long alarmTime;
    private Runnable alarm;

    PacedPort(String endpoint, Direction direction, Pace pace, PaceClock clock) {
        this.endpoint = endpoint;
        this.direction = direction;
        this.pace = pace;
        this.clock = clock;
        int bytes = pace.depth() * pace.wordBytes();
        fifo = new ByteRing(Math.max(64, Integer.highestOneBit(bytes) == bytes ? bytes : Integer.highestOneBit(bytes) << 1));
    }

    // ---- what players and recorders differ in; with the monitor held ----

    /// Words that a burst could move.
    abstract int level();

    /// The moment of words has come that the FIFO has, or has room for.
    abstract void pass(int words);

    /// The moment of words has come that found the FIFO empty, or full.
    abstract void miss(long words);

    /// @throws IOException if no burst will ever move anything again
    abstract void checkOpen() throws IOException;

    final ByteBuffer words(ByteBuffer piece) {
        return piece.order(ByteOrder.nativeOrder());
    }

    final int held() {
        return fifo.readable() / pace.wordBytes();
    }

    // ---- the clock ----

    /// Starts the clock. Harmless while it runs.
    public final synchronized void start() {
        if (!running && !closed) {
            running = true;
            startsByItself = false;
            startTime = clock.nanoTime();
            passedAtStart = passed;
            inGap = false;
            OpenPorts.add(this);
            rearm();
        }
    }

    /// Stops the clock until the next [#start], or has it stand from the beginning; the FIFO keeps what it has. Harmless while it stands.
    public final synchronized void stop() {
        startsByItself = false;
        advance();
        halt();
    }

    /// Empties the FIFO.
    public final synchronized void drop() {
        advance();
        fifo.takeBytes(fifo.readable());
        rearm();
    }

    /// How often the FIFO was found empty, or full, when it should not have been: once for each row of words that were lost.
    public final synchronized long gaps() {
        advance();
        return gaps;
    }

    private void halt() {
        running = false;
        cancelAlarm();
        OpenPorts.remove(this);
    }

    final void startFirst() {
        if (startsByItself) {
            start();
        }
    }

    /// Brings the state up to the clock's time.
    final void advance() {
        if (!running) {
            return;
        }
        long due = passedAtStart + pace.wordsIn(clock.nanoTime() - startTime) - passed;
        if (due <= 0) {
            return;
        }
        int moving = (int) Math.min(due, pace.depth() - level());
        long missed = due - moving;
        passed += due;
        try {
            if (moving > 0) {
                pass(moving);
            }
            if (finishing && held() == 0) { // a recorder that finishes has halted
                halt();
                drained.countDown();
                return;
            }
            if (missed > 0) {
                gaps += moving > 0 || !inGap ? 1 : 0;
                lost += missed;
                miss(missed);
            }
            inGap = missed > 0;
        } catch (RuntimeException e) {
            failure = e;
            halt();
        }
    }

    // ---- the timer ----

    /// Sees to it that the line is raised when the level has risen enough above what the engine has seen.
    private void rearm() {
        int target = Math.min(seen + Math.max(1, pace.depth() / STEPS), pace.depth());
        int rise = finishing ? held() : target - level();
        if (!running || rise <= 0) {
            return;
        }
        long time = startTime + pace.nanosOf(passed - passedAtStart + rise);
        if (alarm == null || time - alarmTime < 0) {
            cancelAlarm();
            alarmTime = time;
            alarm = clock.at(time, this::ring);
        }
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.run();
            alarm = null;
        }
    }

    private void ring() {
        RequestLine connected;
        synchronized (this) {
            alarm = null;
            advance();
            rearm();
            connected = alarm == null || failure != null ? line : null;
        }
        if (connected != null) {
            connected.raise();
        }
    }

    // ---- the port ----

    @Override
    public final String endpoint() {
        return endpoint;
    }

    @Override
    public final Direction direction() {
        return direction;
    }

    @Override
    public final Set<BusWidth> widths() {
        return EnumSet.of(BusWidth.ofBytes(pace.wordBytes()));
    }

    @Override
    public final synchronized void connect(RequestLine newLine) {
        if (line != null) {
            throw new IllegalStateException(endpoint + " is connected already; disconnect it there before it is connected here");
        }
        line = newLine;
    }

    @Override
    public final synchronized void disconnect() {
        line = null;
    }

    @Override
    public final int depth(int wordBytes) {
        return pace.depth();
    }

    @Override
    public final synchronized int level(int wordBytes) throws IOException {
        if (direction == Direction.DEV_TO_MEM) {
            startFirst();
        }
        advance();
        seen = level();
        if (closed) {
            throw new IOException(endpoint + ": the port is closed");
        }
        if (failure != null) {
            throw new IOException(endpoint + ": its device has failed: " + failure, failure);
        }
        checkOpen();
        rearm();
        return seen;
    }

    @Override
    public final synchronized long moved() {
        return direction == Direction.MEM_TO_DEV ? fifo.put() : fifo.taken();
    }

    @Override
    public final synchronized long passed() {
        advance();
        return direction == Direction.MEM_TO_DEV ? fifo.taken() : fifo.put();
    }

    @Override
    public final synchronized long losses() {
        advance();
        return lost * pace.wordBytes();
    }

    /// A player plays what it has and stops its clock, a recorder stops its clock.
    @Override
    public final void finish(Duration timeout) throws IOException {
        synchronized (this) {
            advance();
            finishing = true;
            if (direction == Direction.DEV_TO_MEM || held() == 0) {
                halt();
                drained.countDown();
            } else {
                rearm();
            }
        }
        try {
            if (!drained.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException(endpoint + ": after " + timeout.toMillis() + " ms " + left() + " bytes not played by the device");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(endpoint + ": interrupted while waiting for it");
        }
    }

    private synchronized int left() {
        return fifo.readable();
    }

    @Override
    public final void close() {
        RequestLine connected;
        synchronized (this) {
            if (closed) {
                return;
            }
            advance();
            closed = true;
            halt();
            connected = line;
        }
        if (connected != null) {
            connected.raise();
        }
    }

    @Override
    public final String toString() {
        return endpoint;
    }
}
