package org.dmaengine.tck.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.tck.Peripheral;
import org.dmaengine.tck.Subject;

/// Where one case is played: its channel, its device and its transfers, and what is looked at in the end.
public final class Bench implements AutoCloseable {
    /// How long a call of a driver may take, and how long one may wait for its hardware.
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Subject subject;
    private final Workload workload;
    private final Recall recall;
    private final Calls calls;
    private final Violations violations = new Violations();
    // Whoever wants the driver back stirs them.
    private final List<Channel> channels = new CopyOnWriteArrayList<>();
    private final List<Job> jobs = new ArrayList<>();
    private ChannelCapabilities capabilities;
    private Device device;

    /// @param workload the work that the case is played with, null if it brings its own
    /// @param patience how long a call may take
    /// @param recall   says when the driver is wanted back
    public Bench(Subject subject, Workload workload, Duration patience, Recall recall) {
        this.subject = subject;
        this.workload = workload;
        this.recall = recall;
        this.calls = new Calls(patience, recall);
        recall.tells(() -> channels.forEach(channel -> channel.host().stir()));
    }

    // ---- channels ----

    /// What a channel of the controller states, before one is used.
    public ChannelCapabilities stated() {
        return DriverCalls.stated("capabilities", calls, subject.channel()::capabilities);
    }

    /// A channel of the controller, with a device where the work needs one; not open yet.
    ///
    /// @throws NotApplicable if nobody plays a device
    public Channel channel() {
        ChannelDriver driver = subject.channel();
        if (capabilities == null) {
            capabilities = DriverCalls.stated("capabilities", calls, driver::capabilities);
        }
        if (device == null && workload != null && workload.direction() != Direction.MEM_TO_MEM) {
            device = device(driver, workload.direction());
        }
        int line = device == null ? -1 : device.peripheral().requestLine();
        Map<String, Object> parameters = device == null ? Map.of() : device.peripheral().parameters();
        Channel channel = new Channel(driver, capabilities, new BenchHost("tck" + channels.size(), line, parameters, calls, violations),
                calls, violations);
        channels.add(channel);
        return channel;
    }

    private Device device(ChannelDriver driver, Direction direction) {
        Peripheral peripheral = subject.peripheral(direction)
                .orElseThrow(() -> new NotApplicable("no device is there to play " + direction + " with"));
        return new Device(peripheral);
    }

    /// A channel that is open.
    public Channel opened() {
        Channel channel = channel();
        channel.open();
        return channel;
    }

    /// The device of the work.
    public Device device() {
        return device;
    }

    /// The work that the case is played with.
    public Workload workload() {
        return workload;
    }

    /// What the channel states.
    public ChannelCapabilities capabilities() {
        return capabilities;
    }

    /// How long to wait for what comes by itself.
    public Duration patience() {
        return calls.patience();
    }

    /// Says whether a call has been left behind: the driver cannot be used any more.
    public boolean hasHung() {
        return calls.hasHung();
    }

    // ---- transfers ----

    /// A transfer of the case's work, of some hundred bytes.
    public Job job() {
        return job(new Request(workload));
    }

    /// A transfer as asked for.
    public Job job(Request request) {
        Job job = new JobMaker(capabilities, device, violations).make(request);
        jobs.add(job);
        return job;
    }

    /// Bytes of a grain of the case's work.
    public int grain() {
        return new JobMaker(capabilities, device, violations).grain(new Request(workload));
    }

    /// Bytes of the shortest step that the core may ask for.
    public int leastLimit() {
        return new JobMaker(capabilities, device, violations).unit();
    }

    /// Says whether nobody but the bench can reach a transfer any more; the bench forgets it.
    public boolean isForgotten(Job job) {
        jobs.remove(job);
        job.close();
        return job.forget().isGone();
    }

    /// A transfer that moves nothing.
    public Job interrupt() {
        Job job = new JobMaker(capabilities, device, violations).interrupt();
        jobs.add(job);
        return job;
    }

    // ---- the end ----

    /// The case has been played: everything is let go of, and looked at once more.
    public void finish() {
        channels.forEach(Channel::end);
        jobs.forEach(job -> job.verifyLetGo("in the end"));
        violations.surface();
    }

    /// Says that something is not as it has to be.
    public static ConformanceFailure failure(String what, String... clauses) {
        return ConformanceFailure.of(what, clauses);
    }

    /// Expects something, or fails.
    public static void expect(boolean fulfilled, String what, String... clauses) {
        if (!fulfilled) {
            throw failure(what, clauses);
        }
    }

    /// Lets go of channel, device and memory, whatever has happened; what cannot be closed keeps nothing else from it.
    @Override
    public void close() {
        calls.letGo();
        List<Runnable> ends = new ArrayList<>();
        channels.forEach(channel -> ends.add(channel::abandon));
        ends.add(calls::close);
        if (device != null) {
            ends.add(device::close);
        }
        jobs.forEach(job -> ends.add(() -> forget(job)));
        inTurn(ends.iterator());
    }

    /// One that a driver may still use is left to it.
    private void forget(Job job) {
        if (!calls.hasHung()) {
            job.close();
        }
    }

    private static void inTurn(Iterator<Runnable> ends) {
        if (ends.hasNext()) {
            try {
                ends.next().run();
            } finally {
                inTurn(ends);
            }
        }
    }
}
