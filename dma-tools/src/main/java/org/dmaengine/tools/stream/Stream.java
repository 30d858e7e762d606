package org.dmaengine.tools.stream;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.dmaengine.Capability;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaException;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.Endpoints;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Progress;
import org.dmaengine.tools.Reason;
import org.dmaengine.tools.swap.Swapping;
import org.dmaengine.tools.swap.Swaps;
import org.osgi.framework.BundleContext;

/// One stream: opens both endpoints, registers them as peripherals, and has two channels carry the bytes. Whatever happens, lines,
/// channels and endpoints are given back.
///
/// The calling thread only watches, so that it may be interrupted: it is never inside a port.
final class Stream {
    private static final Duration LOOK = Duration.ofMillis(100);
    /// How long the rest may stand still when a stream has failed, before it is given up.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final StreamParameters parameters;
    private final PrintStream terminal;
    private final Thread watcher = Thread.currentThread();
    private final Credits credits;
    private volatile String stopped;

    /// For the calling thread.
    ///
    /// @param terminal where people watch, null if none do
    Stream(StreamParameters parameters, PrintStream terminal) {
        this.parameters = parameters;
        this.terminal = terminal;
        this.credits = new Credits(parameters.ring(), this::wake);
    }

    /// Ends it, on any thread; it says why, and how far it came.
    void stop(String why) {
        stopped = why;
        wake();
    }

    StreamReport run(DmaEngine engine, Endpoints endpoints, BundleContext context, Swaps swaps) throws CommandFailure {
        Capability needed = parameters.mode() == Mode.CYCLIC ? Capability.CYCLIC : Capability.SLAVE;
        SameFile.refuse(parameters);
        // The channels first: a sink that is a file is emptied when it is opened.
        try (Channels channels = Channels.take(engine, needed);
             EndpointPort source = open(endpoints, parameters.source(), Direction.DEV_TO_MEM);
             EndpointPort sink = open(endpoints, parameters.sink(), Direction.MEM_TO_DEV);
             Digester digester = parameters.sha() ? new Digester() : null) {
            return run(channels, source, sink, digester, context, swaps);
        } catch (InterruptedException _) {
            throw new CommandFailure("interrupted before anything was streamed");
        } catch (DmaException | IllegalStateException e) {
            throw new CommandFailure(reason(e), e);
        }
    }

    /// What is stopped loses its channels and ports, too, which say so in their own way.
    private String reason(Exception e) {
        return stopped == null ? e.getMessage() : stopped;
    }

    private StreamReport run(Channels channels, EndpointPort source, EndpointPort sink, Digester digester, BundleContext context, Swaps swaps)
            throws CommandFailure, InterruptedException {
        SourceGate sourceGate = new SourceGate(source, credits, parameters.bytes());
        SinkGate sinkGate = new SinkGate(sink, credits, sourceGate, digester);
        sourceGate.faces(sinkGate);
        if (digester != null) {
            digester.start(sinkGate::raise);
        }
        try (Swapping swapping = new StreamSwaps(swaps, channels.controller(), parameters.swaps()).over(length(), sourceGate);
             Lines lines = Lines.register(context, channels.controller(), channels.lines(), sourceGate, sinkGate)) {
            channels.configure(lines.source(), lines.sink(), parameters.period());
            try (Carrier carrier = carrier(channels); Progress progress = new Progress(terminal, "streaming", length(), System::nanoTime)) {
                long begin = System.nanoTime();
                List<Long> swapped;
                try {
                    carrier.start();
                    swapping.start();
                    watch(carrier, swapping, progress);
                    swapped = swapping.finish();
                    carrier.finish(credits.arrived());
                    drain(sink, progress);
                } catch (CommandFailure e) {
                    stop(carrier, channels);
                    settle(sink);
                    throw new CommandFailure(reason(e) + "; " + took(sink), e.getCause());
                } catch (DmaException | IllegalStateException e) {
                    settle(sink);
                    throw new CommandFailure(reason(e) + "; " + took(sink), e);
                } catch (InterruptedException _) {
                    stop(carrier, channels);
                    letGo(sink);
                    throw new CommandFailure("interrupted; " + took(sink));
                } finally {
                    stop(carrier, channels);
                }
                long nanos = System.nanoTime() - begin;
                if (credits.taken() < parameters.bytes() && parameters.bytes() != StreamParameters.ALL) {
                    throw new CommandFailure("source " + parameters.source() + " ended after " + bytes(credits.taken()) + ", although bytes="
                            + parameters.bytes() + " were wanted; the sink has them");
                }
                return new StreamReport(credits.taken(), parameters.period(), source.losses() + sink.losses(), nanos,
                        digester == null ? null : digester.result(), parameters.swaps(), swapped);
            }
        }
    }

    private Carrier carrier(Channels channels) {
        return parameters.mode() == Mode.CYCLIC ? new RingCarrier(channels, parameters)
                : new QueueCarrier(channels, parameters, this::wake);
    }

    /// Waits until everything is with the sink. Whoever has something to tell wakes this thread; it looks now and then all the
    /// same, for the progress and for a controller that has left.
    private void watch(Carrier carrier, Swapping swapping, Progress progress) throws CommandFailure, InterruptedException {
        while (!credits.hasAllTaken()) {
            expectNotStopped();
            swapping.check();
            check(carrier);
            progress.at(credits.taken());
            look();
        }
    }

    /// A port that has failed knows better than the transfers that ended over it. It tells before they do, so that it is asked
    /// when they have told.
    private void check(Carrier carrier) throws CommandFailure, InterruptedException {
        CommandFailure ended = null;
        try {
            carrier.check();
        } catch (CommandFailure e) {
            ended = e;
        }
        Credits.Failure failure = credits.failure();
        if (failure != null) {
            awaitRest();
            throw broken(failure.side().direction(), failure.thrown());
        }
        if (ended != null) {
            throw ended;
        }
    }

    private void expectNotStopped() throws CommandFailure {
        if (stopped != null) {
            throw new CommandFailure(stopped);
        }
    }

    /// What a source gave before it failed is for the sink, as long as that takes it. One that has failed itself takes nothing.
    private void awaitRest() throws InterruptedException {
        long taken = credits.taken();
        long moved = System.nanoTime();
        while (credits.failure().side().direction() == Direction.DEV_TO_MEM && credits.ready() > 0
                && System.nanoTime() - moved < PATIENCE.toNanos()) {
            look();
            if (credits.taken() != taken) {
                taken = credits.taken();
                moved = System.nanoTime();
            }
        }
    }

    private void look() throws InterruptedException {
        LockSupport.parkNanos(this, LOOK.toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /// Waits until the sink's device has taken what its port has. Somebody who reads slowly, or not for an hour, is no failure:
    /// a user who will not wait interrupts.
    private void drain(EndpointPort sink, Progress progress) throws CommandFailure, InterruptedException {
        while (true) {
            long begin = System.nanoTime();
            try {
                sink.finish(LOOK);
                return;
            } catch (IOException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (stopped == null && System.nanoTime() - begin < LOOK.toNanos()) {
                    throw broken(Direction.MEM_TO_DEV, e); // it did not even wait
                }
                expectNotStopped();
                progress.waits("the sink", sink.moved() - sink.passed());
            }
        }
    }

    /// Behind a failure: the device may have what its port has taken, as long as it goes on. Then nothing moves any more.
    private static void settle(EndpointPort sink) {
        long before;
        do {
            before = sink.passed();
        } while (!hasFinished(sink) && sink.passed() != before && !Thread.interrupted());
        letGo(sink);
    }

    private static void letGo(EndpointPort sink) {
        sink.close();
        hasFinished(sink); // its thread is not in the device any more
    }

    private static boolean hasFinished(EndpointPort sink) {
        try {
            sink.finish(PATIENCE);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static void stop(Carrier carrier, Channels channels) {
        carrier.stop();
        stop(channels.source());
        stop(channels.sink());
    }

    private static void stop(DmaChannel channel) {
        try {
            channel.terminateSync();
        } catch (DmaException | IllegalStateException _) {
            // It is gone, and nothing moves on it.
        }
    }

    /// The messages of ports begin with their names.
    private static CommandFailure broken(Direction direction, IOException e) {
        return new CommandFailure(side(direction) + Reason.of(e), e);
    }

    /// What the device has, and what its port had taken for it if that is more.
    private String took(EndpointPort sink) {
        long streamed = credits.taken();
        long passed = sink.passed();
        return passed == streamed ? "the sink took " + bytes(passed) : "of " + bytes(streamed) + " streamed the sink took " + passed;
    }

    private static String side(Direction direction) {
        return direction == Direction.DEV_TO_MEM ? "source " : "sink ";
    }

    private void wake() {
        LockSupport.unpark(watcher);
    }

    private static EndpointPort open(Endpoints endpoints, String name, Direction direction) throws CommandFailure, InterruptedException {
        try {
            return endpoints.open(name, direction);
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw new CommandFailure(side(direction) + (e.getMessage() != null && e.getMessage().startsWith(name) ? e.getMessage() : name + ": " + Reason.of(e)), e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(side(direction) + e.getMessage(), e);
        }
    }

    /// Bytes to come, -1 if nobody knows.
    private long length() {
        if (parameters.bytes() != StreamParameters.ALL) {
            return parameters.bytes();
        }
        Path file = SameFile.path(parameters.source());
        try {
            return file == null || !Files.isRegularFile(file) ? -1 : Files.size(file);
        } catch (IOException _) {
            return -1;
        }
    }

    private static String bytes(long count) {
        return count + (count == 1 ? " byte" : " bytes");
    }
}
