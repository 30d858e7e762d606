package org.dmaengine.tck.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaException;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.EngineSpec;

/// A driver on the bench, as the core would use it: every call has its deadline, and what it answers is held against memory and device.
public final class Channel {
    private static final int MOST_IDLE_ROUNDS = 1000;

    private final ChannelDriver driver;
    private final DriverCalls driverCalls;
    private final BenchHost host;
    private final Calls calls;
    private final Violations violations;
    private final Deque<Job> inHand = new ArrayDeque<>();
    private boolean open;
    // Its last step has answered 0: the core would not call again before it is woken.
    private boolean quiet;

    Channel(ChannelDriver driver, ChannelCapabilities stated, BenchHost host, Calls calls, Violations violations) {
        this.driver = driver;
        this.driverCalls = new DriverCalls(driver, stated, calls, violations);
        this.host = host;
        this.calls = calls;
        this.violations = violations;
    }

    /// What it states of its abilities, asked anew.
    public ChannelCapabilities capabilities() {
        return DriverCalls.stated("capabilities", calls, driver::capabilities);
    }

    /// The engine that it states, asked anew.
    public EngineSpec engine() {
        return DriverCalls.stated("engine", calls, driver::engine);
    }

    /// The service properties that it states, asked anew.
    public Map<String, Object> serviceProperties() {
        return DriverCalls.stated("serviceProperties", calls, driver::serviceProperties);
    }

    BenchHost host() {
        return host;
    }

    /// Says whether the driver has said, since its last step began, that there may be something to do.
    public boolean isAwake() {
        return host.isAwake();
    }

    /// Has this happen when the driver next says, inside a step, that it waits.
    public void whenWaiting(Runnable action) {
        host.whenWaiting(action);
    }

    // ---- calls that move nothing ----

    /// Takes it into use.
    public void open() {
        driverCalls.plain("open", () -> driver.open(host));
        open = true;
    }

    /// Lets go of it.
    public void close() {
        open = false;
        driverCalls.plain("close", driver::close);
    }

    /// Another controller is to go on.
    public void handOver() {
        driverCalls.plain("handOver", driver::handOver);
    }

    /// Opens it for somebody else, although it is open.
    ///
    /// @return what it throws, null if it does not
    public Throwable openTwice(String name) {
        return driverCalls.thrownBy("open", () -> driver.open(new BenchHost(name, host.requestLine(), host.parameters(), calls,
                violations)));
    }

    /// Asks about a configuration; null if it takes it.
    public DmaException.Rejected validate(ExtendedSlaveConfig config) {
        return driverCalls.ask("validate", () -> driver.validate(config));
    }

    /// Asks about a transfer; null if it takes it.
    public DmaException.Rejected check(Job job) {
        job.transfer().enter();
        try {
            return driverCalls.ask("check", () -> driver.check(job.transfer()));
        } finally {
            job.transfer().leave();
        }
    }

    // ---- calls that move bytes ----

    /// Has the transfer checked, as the core has when it is prepared, and started.
    ///
    /// @throws NotApplicable if the driver refuses it
    public void begin(Job job) {
        DmaException.Rejected refusal = check(job);
        if (refusal != null) {
            throw new NotApplicable("check refuses " + job + ": " + refusal.getMessage());
        }
        start(job);
    }

    /// The same for a transfer that is within what the capabilities state, so that there is no reason to refuse it.
    public void beginPromised(Job job) {
        DmaException.Rejected refusal = check(job);
        if (refusal != null) {
            throw job.fail("check refuses it: " + refusal.getMessage() + "; but it is within what the capabilities state",
                    "ChannelDriver.check", "REG-03");
        }
        start(job);
    }

    /// Starts it without a check; bytes moved meanwhile are counted.
    public long start(Job job) {
        job.begins(inHand.isEmpty());
        inHand.addLast(job);
        return moving("start", job, job.transfer().most(Long.MAX_VALUE), () -> driver.start(job.transfer()));
    }

    /// One step of the oldest transfer.
    ///
    /// @param limit most bytes
    /// @return bytes that it has answered
    public long step(Job job, long limit) {
        if (inHand.peekFirst() != job) {
            throw new IllegalStateException(job + " is not the oldest transfer that has been started");
        }
        long most = job.transfer().most(limit);
        host.stepBegins();
        long moved = moving("step", job, most, () -> driver.step(job.transfer(), most));
        quiet = moved == 0 && job.isActive();
        return moved;
    }

    /// Steps until at least so many bytes are counted, or the driver can move none.
    ///
    /// @param limit most bytes of a step
    /// @return whether so many are
    public boolean advance(Job job, long counted, long limit) {
        int idle = 0;
        while (job.isActive() && job.counted() < counted) {
            if (quiet && !isWoken()) {
                return false;
            }
            idle = step(job, Math.min(limit, counted - job.counted())) == 0 ? idle + 1 : 0;
            if (idle == MOST_IDLE_ROUNDS) {
                throw job.fail("it goes round without end: it has been woken and has answered 0 for " + idle + " times, with "
                        + job.counted() + " bytes counted", "ChannelDriver.step");
            }
        }
        return job.counted() >= counted;
    }

    private boolean isWoken() {
        try {
            boolean woken = host.awaitWake(calls.patience());
            calls.expectCallable();
            return woken;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new NotApplicable("interrupted");
        }
    }

    /// Steps until it is complete.
    public void finish(Job job) {
        finish(job, Long.MAX_VALUE);
    }

    /// Steps until it is complete, by at most so many bytes at a time.
    public void finish(Job job, long limit) {
        advance(job, job.length(), limit);
        expectComplete(job);
    }

    /// Expects that a transfer which lacks nothing is complete.
    public void expectComplete(Job job) {
        if (!job.isComplete() && !job.hasFailed()) {
            throw job.fail("its driver has answered 0 with " + (job.length() - job.counted())
                    + " bytes to go, and has not called ChannelHost.wake within "
                    + calls.patience().toMillis() + " ms; nothing is missing, so it would wait for ever", "ChannelDriver.step", "ISS-05");
        }
    }

    /// Pauses the oldest transfer.
    public void pause() {
        Job active = inHand.peekFirst();
        if (active == null) {
            driverCalls.plain("pause", () -> expectNothing("pause", driver.pause(null)));
            return;
        }
        moving("pause", active, active.transfer().most(Long.MAX_VALUE), () -> driver.pause(active.transfer()));
        verifyStill(active, "after pause");
    }

    /// Expects that nothing of it moves now.
    public void expectStill(Job job, String when) {
        job.verifyMemory(true, when);
        job.verifyDevice(true, when);
    }

    /// Goes on with it.
    public void resume() {
        Job active = inHand.peekFirst();
        if (active == null) {
            driverCalls.plain("resume", () -> driver.resume(null));
            return;
        }
        active.transfer().enter();
        try {
            driverCalls.plain("resume", () -> driver.resume(active.transfer()));
        } finally {
            active.transfer().leave();
        }
    }

    /// Takes the oldest transfer out of the driver.
    public void stop(Job job) {
        if (inHand.pollFirst() != job) {
            throw new IllegalStateException(job + " is not the oldest transfer that has been started");
        }
        moving("stop", job, job.transfer().most(Long.MAX_VALUE), () -> driver.stop(job.transfer()));
        job.stops();
        quiet = false;
        verifyStill(job, "after stop");
    }

    /// Nothing moves any more, so that what is counted is exact.
    private void verifyStill(Job job, String when) {
        job.verifyMemory(true, when);
        job.verifyDevice(inHand.isEmpty() || inHand.size() == 1 && inHand.peekFirst() == job, when);
    }

    private static void expectNothing(String method, long moved) {
        if (moved != 0) {
            throw ConformanceFailure.of(method + " answers " + moved + " bytes although no transfer is active", "ChannelDriver." + method);
        }
    }

    private long moving(String method, Job job, long most, Callable<Long> call) {
        long moved = driverCalls.move(method, job, most, call);
        boolean over = inHand.contains(job) && !job.isActive();
        if (over && inHand.pollFirst() != job) {
            throw job.fail("it is complete before the one that was started before it; the first to start is the first to complete",
                    "SUB-09", "SUB-07", "ChannelDriver.start");
        }
        if (job.isSmall() || !job.isActive()) {
            job.verifyMemory(job.isComplete(), "after " + method);
        }
        job.verifyDevice(job.isComplete() && inHand.isEmpty(), "after " + method);
        return moved;
    }

    // ---- the end of a case ----

    /// Takes everything out of it and closes it, at the end of a case.
    void end() {
        while (!calls.hasHung() && !inHand.isEmpty()) {
            stop(inHand.peekFirst());
        }
        if (!calls.hasHung() && open) {
            close();
        }
    }

    /// The same after a failure: whatever it answers.
    void abandon() {
        while (!calls.hasHung() && !inHand.isEmpty()) {
            quietly(() -> stop(inHand.peekFirst()));
        }
        if (!calls.hasHung() && open) {
            quietly(this::close);
        }
    }

    private static void quietly(Runnable call) {
        try {
            call.run();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable _) {
            // what is wrong has been told already
        }
    }
}
