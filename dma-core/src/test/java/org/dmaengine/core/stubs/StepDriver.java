package org.dmaengine.core.stubs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;

/// A driver that moves only as many bytes as the test allows, writes down how it is called, and does in single calls
/// what the test has planned: fail, hang, complete early, hold bytes inside.
///
/// Transfers are numbered in the order of their start. Calls that overlap are written down as `OVERLAP`.
public final class StepDriver implements ChannelDriver {
    private final ChannelCapabilities capabilities;
    private final EngineSpec engine;
    private final Mover mover = new Mover();
    private final AtomicLong allowed = new AtomicLong();
    private final AtomicReference<Thread> inside = new AtomicReference<>();
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    private final Map<DriverCall, ArrayDeque<Answer>> planned = new EnumMap<>(DriverCall.class);
    private final Map<Transfer, Integer> numbers = new IdentityHashMap<>();
    private int started;
    private volatile ChannelHost host;
    private volatile Consumer<ExtendedSlaveConfig> judge = ChannelDriver.super::validate;

    public StepDriver(ChannelCapabilities capabilities, EngineSpec engine) {
        this.capabilities = capabilities;
        this.engine = engine;
    }

    // ---- the test ----

    /// Allows so many more bytes to be moved, and says so to the core as a device would.
    public void allow(long bytes) {
        allowed.addAndGet(bytes);
        host.wake();
    }

    /// Plans the answer to the next call of a kind that has none planned yet.
    public StepDriver plan(DriverCall call, Answer answer) {
        synchronized (planned) {
            planned.computeIfAbsent(call, any -> new ArrayDeque<>()).add(answer);
        }
        return this;
    }

    /// Has configurations judged like this from now on, instead of taking plain ones only.
    public void judge(Consumer<ExtendedSlaveConfig> judgement) {
        judge = judgement;
    }

    /// Moves bytes as an answer that is not planned would, whether allowed or not.
    public long move(Transfer transfer, long most) {
        return mover.move(transfer, most);
    }

    /// The calls so far, such as `start 1`, `step 1 +16`, `stop 1`.
    public List<String> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /// The threads that made these calls.
    public List<Thread> threads() {
        synchronized (threads) {
            return List.copyOf(threads);
        }
    }

    public void forgetCalls() {
        calls.clear();
        threads.clear();
    }

    /// What the device has been given.
    public byte[] written() {
        return mover.written();
    }

    public ChannelHost host() {
        return host;
    }

    // ---- the core ----

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
        note("open");
    }

    @Override
    public void validate(ExtendedSlaveConfig config) {
        judge.accept(config);
    }

    @Override
    public void check(Transfer transfer) {
        Answer answer = plannedFor(DriverCall.CHECK);
        if (answer != null) {
            answer.give(transfer, transfer.length());
        }
    }

    @Override
    public long start(Transfer transfer) {
        numbers.put(transfer, ++started);
        note("start " + started);
        return answer(DriverCall.START, transfer, transfer.length(), (t, limit) -> 0);
    }

    @Override
    public long step(Transfer transfer, long limit) {
        long moved = answer(DriverCall.STEP, transfer, limit, this::moveAllowed);
        if (moved > 0) {
            note("step " + number(transfer) + " +" + moved);
        }
        return moved;
    }

    @Override
    public long pause(Transfer active) {
        note("pause " + number(active));
        return answer(DriverCall.PAUSE, active, active == null ? 0 : left(active), (t, limit) -> 0);
    }

    @Override
    public void resume(Transfer active) {
        note("resume " + number(active));
        answer(DriverCall.RESUME, active, active == null ? 0 : left(active), (t, limit) -> 0);
    }

    @Override
    public void handOver() {
        note("hand over");
    }

    @Override
    public long stop(Transfer transfer) {
        note("stop " + number(transfer));
        return answer(DriverCall.STOP, transfer, left(transfer), (t, limit) -> 0);
    }

    @Override
    public void close() {
        note("close");
        answer(DriverCall.CLOSE, null, 0, (t, limit) -> 0);
    }

    private long moveAllowed(Transfer transfer, long limit) {
        long most = Math.min(limit, allowed.get());
        if (most == 0) {
            return 0;
        }
        long moved = mover.move(transfer, most);
        allowed.addAndGet(-moved);
        return moved;
    }

    private long answer(DriverCall call, Transfer transfer, long limit, Answer otherwise) {
        if (!inside.compareAndSet(null, Thread.currentThread())) {
            note("OVERLAP of " + call + " with a call on " + inside.get());
        }
        try {
            Answer answer = plannedFor(call);
            return (answer == null ? otherwise : answer).give(transfer, limit);
        } finally {
            inside.set(null);
        }
    }

    private Answer plannedFor(DriverCall call) {
        synchronized (planned) {
            ArrayDeque<Answer> answers = planned.get(call);
            return answers == null ? null : answers.poll();
        }
    }

    private void note(String call) {
        calls.add(call);
        threads.add(Thread.currentThread());
    }

    private String number(Transfer transfer) {
        return transfer == null ? "-" : String.valueOf(numbers.get(transfer));
    }

    private static long left(Transfer transfer) {
        return transfer.length() - transfer.moved();
    }
}
