package org.dmaengine.controller.faults;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.SwapEvent;
import org.dmaengine.SwapPolicy;
import org.dmaengine.TransferFlag;
import org.dmaengine.controller.decorator.ForwardingDriver;
import org.dmaengine.faults.FaultKind;
import org.dmaengine.faults.Injection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.simulation.Simulation;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;

/// One channel, its client and its controllers: random calls, faults by plan, and in the end a look whether everything has come as it may.
final class FaultSchedule {
    private static final int SLOTS = 24;
    private static final int LONGEST = 2048;
    private static final byte UNTOUCHED = -1;
    private static final int DEEPEST = 3;
    private static final int HIGHEST_RATE = 400;
    private static final long LONGEST_DELAY = 2_000_000;
    private static final Duration SHORT = Duration.ofMillis(3);
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final int NO_REPLACEMENT_ONE_OF = 20;

    private final Simulation sim;
    private final RandomGenerator random;
    private final int number;
    private final FaultPlan plan;
    private final Ledger ledger = new Ledger();
    private final Map<FaultKind, Long> injected;
    private final EngineSpec engine;
    private final int depth;
    private final List<StrictCopier> copiers = new ArrayList<>();
    private final Map<Long, Copy> byStart = new HashMap<>();
    private final List<Copy> copies = new ArrayList<>();
    private final DmaChannel channel;
    private final Mapping from;
    private final Mapping to;
    private long starts;
    private long lastCalledBack;
    private SwapPolicy policy = SwapPolicy.DRAIN;
    private boolean closed;

    /// @param number   of the channel
    /// @param engine   that its drivers share with others
    /// @param injected counts the faults
    FaultSchedule(Simulation sim, int number, EngineSpec engine, Map<FaultKind, Long> injected) {
        this.sim = sim;
        this.random = sim.random();
        this.number = number;
        this.engine = engine;
        this.injected = injected;
        this.depth = 1 + random.nextInt(DEEPEST);
        this.plan = new FaultPlan(sim.seed(), "schedule", rates(), Optional.empty());
        this.channel = sim.channel(driver());
        this.channel.onSwap(this::swapped);
        this.from = channel.mapper().allocate(LONGEST);
        this.to = channel.mapper().allocate((long) SLOTS * LONGEST);
        for (int i = 0; i < LONGEST; i++) {
            from.segment().set(ValueLayout.JAVA_BYTE, i, (byte) (random.nextInt() & 0x7f));
        }
        to.segment().fill(UNTOUCHED);
    }

    private Map<FaultKind, Rate> rates() {
        Map<FaultKind, Rate> rates = new EnumMap<>(FaultKind.class);
        for (FaultKind kind : FaultKind.values()) {
            // A step that does not return cannot be had on one thread; see HangTest.
            if (kind != FaultKind.HANG && random.nextInt(3) == 0) {
                rates.put(kind, new Rate.PerMille(1 + random.nextInt(HIGHEST_RATE)));
            }
        }
        return rates;
    }

    // ---- controllers ----

    private ChannelDriver driver() {
        StrictCopier copier = new StrictCopier(engine, depth, this::violates);
        copiers.add(copier);
        FaultyDriver.Means means = new FaultyDriver.Means(this::note, new Hangs(1), () -> sim.leave(channel), () -> { });
        return new ForwardingDriver(new FaultyDriver(copier, engine, number, plan, ledger, LONGEST_DELAY, means)) {
            @Override
            public long start(Transfer transfer) {
                Copy copy = copies.get((int) (transfer.destinationOffset() / LONGEST));
                copy.starts.add(++starts);
                byStart.put(starts, copy);
                return super.start(transfer);
            }
        };
    }

    private void note(Injection injection) {
        sim.note("channel " + number + " meets " + injection);
        injected.merge(injection.kind(), 1L, Long::sum);
        byStart.get(injection.transfer()).injections.add(injection);
    }

    private void violates(String rule) {
        sim.fail(new AssertionError("channel " + number + ": " + rule + lastFault()));
    }

    private String lastFault() {
        return "; last fault: " + ledger.last().map(Injection::toString).orElse("none");
    }

    private void swapped(SwapEvent event) {
        if (event.kind() == SwapEvent.Kind.DETACHED && random.nextInt(NO_REPLACEMENT_ONE_OF) != 0) {
            sim.after(Duration.ofNanos(random.nextLong(LONGEST_DELAY)), "another controller for channel " + number, () -> {
                if (!closed) {
                    sim.replace(channel, driver());
                }
            });
        }
    }

    /// Now and then its controller leaves in order.
    void leaveSometimes() {
        if (random.nextInt(3) == 0) {
            sim.after(Duration.ofNanos(random.nextLong(LONGEST_DELAY)), "channel " + number + " loses its controller", () -> sim.leave(channel));
        }
    }

    // ---- the client ----

    /// What the client does: calls at random, then everything to its end.
    void play() throws InterruptedException {
        try {
            while (copies.size() < SLOTS) {
                call();
            }
            channel.issuePending();
            for (Copy copy : copies) {
                awaitIfItEnds(copy);
            }
            dropAll(true);
            channel.terminateSync();
        } catch (DmaException.ChannelGone _) {
            // Its controller has gone for good: all of it has ended.
        }
    }

    private void call() throws InterruptedException {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4, 5 -> submit();
            case 6, 7, 8, 9 -> channel.issuePending();
            case 10 -> channel.pause();
            case 11 -> {
                if (channel.isPaused()) {
                    channel.resume();
                }
            }
            case 12 -> awaitAny();
            case 13 -> {
                policy = SwapPolicy.values()[random.nextInt(SwapPolicy.values().length)];
                channel.swapPolicy(policy);
            }
            case 14 -> {
                if (random.nextInt(3) == 0) {
                    dropAll(random.nextBoolean());
                    channel.terminateAsync();
                }
            }
            default -> {
                if (random.nextInt(3) == 0) {
                    dropAll(random.nextBoolean());
                    channel.terminateSync();
                }
            }
        }
    }

    private void submit() {
        Copy copy = new Copy(copies.size(), 1 + random.nextInt(LONGEST), random.nextInt(3) != 0, random.nextInt(4) != 0, policy == SwapPolicy.REPLAY);
        copies.add(copy);
        DmaDescriptor descriptor = copy.calledBack ? prepare(copy, TransferFlag.INTERRUPT) : prepare(copy);
        if (copy.calledBack) {
            descriptor.onComplete(result -> {
                copy.results.add(result);
                if (result.cookie() <= lastCalledBack) {
                    violates("callback of cookie " + result.cookie() + " behind that of " + lastCalledBack);
                }
                lastCalledBack = result.cookie();
            });
        }
        if (copy.hasDeadline) {
            descriptor.deadline(random.nextBoolean() ? SHORT : SHORT.multipliedBy(10));
        }
        copy.cookie = descriptor.submit();
    }

    private DmaDescriptor prepare(Copy copy, TransferFlag... flags) {
        return channel.prepareMemcpy(to, (long) copy.slot * LONGEST, from, 0, copy.length, flags);
    }

    private void awaitAny() throws InterruptedException {
        if (!copies.isEmpty()) {
            try {
                channel.await(copies.get(random.nextInt(copies.size())).cookie, SHORT);
            } catch (DmaException.TimedOut _) {
                // It is stuck, paused or not issued.
            }
        }
    }

    /// Whatever has a deadline ends by it, unless something before it has none and is stuck.
    private void awaitIfItEnds(Copy copy) throws InterruptedException {
        if (channel.isPaused()) {
            channel.resume();
        }
        try {
            channel.await(copy.cookie, LONG);
        } catch (DmaException.TimedOut late) {
            if (copies.stream().limit(copy.slot + 1).allMatch(before -> before.hasDeadline || channel.hasEnded(before.cookie))) {
                throw late;
            }
        }
    }

    /// The client is about to drop everything. Either it has waited for the callbacks of what has ended, or these may be dropped as well.
    private void dropAll(boolean waits) {
        long calledBack = 0;
        if (waits && !copies.isEmpty()) {
            calledBack = channel.status(copies.getLast().cookie).last();
            channel.synchronize();
        }
        for (Copy copy : copies) {
            copy.dropped |= copy.results.isEmpty() && copy.cookie > calledBack;
        }
    }

    // ---- the end ----

    /// Looks whether everything has ended as it may, and nothing is left.
    void check() {
        for (Copy copy : copies) {
            Verdict verdict = new Verdict(copy, channel.status(copy.cookie));
            String complaint = verdict.complaint().isEmpty() ? bytes(verdict) : verdict.complaint();
            expect(complaint.isEmpty(), copy + ": " + complaint + ": " + verdict.status());
        }
        closed = true;
        to.close();
        from.close();
        channel.close();
        expect(copiers.stream().noneMatch(StrictCopier::isOpen), "a driver has not been closed");
        expect(!to.isOpen() && !from.isOpen(), "a mapping is left");
    }

    private String bytes(Verdict verdict) {
        MemorySegment slot = to.segment().asSlice((long) verdict.copy().slot * LONGEST, LONGEST);
        int arrived = verdict.arrived();
        if (slot.asSlice(0, arrived).mismatch(from.segment().asSlice(0, arrived)) != -1) {
            return "bytes that were counted have not arrived";
        }
        for (int i = verdict.touched(); i < LONGEST; i++) {
            if (slot.get(ValueLayout.JAVA_BYTE, i) != UNTOUCHED) {
                return "byte " + i + " was written";
            }
        }
        return "";
    }

    private void expect(boolean right, String what) {
        if (!right) {
            throw new AssertionError("channel " + number + ": " + what + lastFault());
        }
    }
}
