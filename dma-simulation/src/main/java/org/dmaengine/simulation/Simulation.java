package org.dmaengine.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.dmaengine.DmaChannel;
import org.dmaengine.spi.ChannelDriver;

/// Clients, channels and devices in virtual time. One thing happens at a time; of what could happen next, the seed picks one: a call of a
/// client, a step of a driver, the delivery of a callback, a timer, an arrival at a device. The same seed gives the same run, event for event
/// ([#trace]); another one gives another interleaving of the same calls.
///
/// ```java
/// Simulation.explore(1000, sim -> {
///     DmaChannel channel = sim.channel(new MyDriver());
///     sim.client("writer", () -> new Writer(channel).copyAll());
///     sim.client("impatient", () -> channel.terminateSync());
///     sim.runUntilQuiet();
///     assertEquals(...);
/// });
/// ```
///
/// The channels are those of the engine core, the same code as in a container. A client is written as always: where it waits (`await`,
/// `synchronize`, `close`), the others go on, and time passes only when nobody has anything else to do. Between two of its calls, others may have
/// their turns; what a client does to its own data in between is not interrupted.
///
/// A run that fails says its seed, and what happened last: give that seed to [#seeded], or to the test as `-Ddma.seed`.
///
/// To be used on one thread, beside those that it makes for clients: of all of them one runs at a time. Real time is waited for nowhere, unless a
/// driver or a client blocks by itself; that fails the run after a minute.
public final class Simulation implements AutoCloseable {
    /// A test that is run again and again.
    @FunctionalInterface
    public interface Scenario {
        /// Makes channels and clients, has them run, looks what came of it. What is not quiet afterwards is run until it is.
        void play(Simulation simulation) throws Exception;
    }

    /// What a client does. It may throw anything; that fails the run.
    @FunctionalInterface
    public interface Work {
        /// Does it.
        void run() throws Exception;
    }

    static final String SEED = "dma.seed";

    private final Schedule schedule;
    private final Hall hall;
    private final List<Lease> leases = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();

    private Simulation(long seed) {
        schedule = new Schedule(seed);
        hall = new Hall(schedule);
    }

    /// A simulation whose course is picked by this seed.
    public static Simulation seeded(long seed) {
        return new Simulation(seed);
    }

    /// Plays a scenario with so many seeds, from 1; with the one alone that `-Ddma.seed` names, if it does.
    ///
    /// @throws SimulationFailure        the first failure, with its seed
    /// @throws IllegalArgumentException if `dma.seed` is no whole number
    public static void explore(int runs, Scenario scenario) {
        String only = System.getProperty(SEED);
        if (only != null) {
            play(seed(only), scenario);
            return;
        }
        for (long seed = 1; seed <= runs; seed++) {
            play(seed, scenario);
        }
    }

    private static long seed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("-D" + SEED + "=" + text + " is no seed; give the whole number that the failure names, or leave it out for all", e);
        }
    }

    private static void play(long seed, Scenario scenario) {
        try (Simulation simulation = seeded(seed)) {
            try {
                scenario.play(simulation);
                simulation.runUntilQuiet();
            } catch (Throwable failed) {
                throw simulation.schedule.failure(failed);
            }
        }
    }

    // ---- what takes part ----

    /// A channel that this driver serves. Drivers that answer the same engine share it, as in a container; nobody but the engine steps them.
    public DmaChannel channel(ChannelDriver driver) {
        Lease lease = new Lease(hall, "dma0chan" + leases.size(), driver);
        leases.add(lease);
        return lease.channel();
    }

    /// A client that begins as soon as the seed picks it.
    ///
    /// @param name for the trace
    public void client(String name, Work work) {
        Client client = new Client(name, schedule, work);
        clients.add(client);
        schedule.add(client);
    }

    /// Has something happen so long from now: an arrival at a device, a key that is pressed. On no client's thread.
    ///
    /// @param what for the trace
    public void after(Duration delay, String what, Runnable event) {
        schedule.add(new Event(schedule, schedule.nanoTime() + delay.toNanos(), what, event));
    }

    /// The controller of a channel leaves in order, at once; the lease waits for another one for 30 s of virtual time.
    public void leave(DmaChannel channel) {
        lease(channel).leave();
    }

    /// Another driver takes the place of the one that serves a channel, or has served it last.
    public void replace(DmaChannel channel, ChannelDriver driver) {
        lease(channel).replaceBy(driver);
    }

    private Lease lease(DmaChannel channel) {
        return leases.stream().filter(lease -> lease.channel() == channel).findAny()
                .orElseThrow(() -> new IllegalArgumentException(channel + " is no channel of this simulation"));
    }

    // ---- what happens ----

    /// Lets things happen until nothing is left to happen.
    ///
    /// @throws SimulationFailure if a client or a callback throws, or there is no end
    public void runUntilQuiet() {
        schedule.run(Long.MAX_VALUE);
    }

    /// Lets things happen for so long.
    ///
    /// @throws SimulationFailure as [#runUntilQuiet]
    public void run(Duration time) {
        schedule.run(schedule.nanoTime() + time.toNanos());
    }

    /// How much time has passed.
    public Duration now() {
        return Duration.ofNanos(schedule.nanoTime());
    }

    /// What picks the course.
    public long seed() {
        return schedule.seed();
    }

    /// Random numbers for the test's own use, from the seed as well; they do not change what is picked.
    public RandomGenerator random() {
        return schedule.dice();
    }

    /// Everything that has happened, in order, with its time in nanoseconds.
    public List<String> trace() {
        return schedule.trace();
    }

    /// Adds a line of the test's own.
    public void note(String line) {
        schedule.note(line);
    }

    /// Has the run fail as soon as the event under way is over, for a driver or a listener whose exceptions somebody else takes.
    public void fail(Throwable failure) {
        schedule.fails(failure);
    }

    /// Ends clients that wait, releases the channels.
    @Override
    public void close() {
        clients.forEach(Client::end);
        leases.forEach(Lease::end);
    }
}
