package org.dmaengine.tools.stream;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.dmaengine.Capability;
import org.dmaengine.Direction;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaException;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.Endpoints;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Progress;
import org.dmaengine.tools.Reason;
import org.osgi.framework.BundleContext;

/// One stream: opens both endpoints, registers them as peripherals, and has two channels carry the bytes. Whatever happens, lines,
/// channels and endpoints are given back.
///
/// The calling thread only watches, so that it may be interrupted: it is never inside a port.
final class Stream {
    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

    private final StreamParameters parameters;
    private final PrintStream terminal;
    private final Thread watcher = Thread.currentThread();
    private final Credits credits;

    /// For the calling thread.
    ///
    /// @param terminal where people watch, null if none do
    Stream(StreamParameters parameters, PrintStream terminal) {
        this.parameters = parameters;
        this.terminal = terminal;
        this.credits = new Credits(parameters.ring(), this::wake);
    }

    StreamReport run(DmaEngine engine, Endpoints endpoints, BundleContext context) throws CommandFailure {
        Capability needed = parameters.mode() == Mode.CYCLIC ? Capability.CYCLIC : Capability.SLAVE;
        SameFile.refuse(parameters);
        // The channels first: a sink that is a file is emptied when it is opened.
        try (Channels channels = Channels.take(engine, needed);
             EndpointPort source = open(endpoints, parameters.source(), Direction.DEV_TO_MEM);
             EndpointPort sink = open(endpoints, parameters.sink(), Direction.MEM_TO_DEV);
             Digester digester = parameters.sha() ? new Digester() : null) {
            return run(channels, source, sink, digester, context);
        } catch (InterruptedException _) {
            throw new CommandFailure("interrupted; " + theSinkTook());
        } catch (DmaException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private StreamReport run(Channels channels, EndpointPort source, EndpointPort sink, Digester digester, BundleContext context)
            throws CommandFailure, InterruptedException {
        SourceGate sourceGate = new SourceGate(source, credits, parameters.bytes());
        SinkGate sinkGate = new SinkGate(sink, credits, sourceGate, digester);
        sourceGate.faces(sinkGate);
        if (digester != null) {
            digester.start(sinkGate::raise);
        }
        try (Lines lines = Lines.register(context, channels.controller(), channels.lines(), sourceGate, sinkGate)) {
            channels.configure(lines.source(), lines.sink(), parameters.period());
            try (Carrier carrier = carrier(channels); Progress progress = new Progress(terminal, "streaming", length(), System::nanoTime)) {
                long begin = System.nanoTime();
                try {
                    carrier.start();
                    watch(carrier, progress);
                    carrier.finish(credits.arrived());
                    drain(sink);
                } finally {
                    stop(channels);
                }
                long nanos = System.nanoTime() - begin;
                if (credits.taken() < parameters.bytes() && parameters.bytes() != StreamParameters.ALL) {
                    throw new CommandFailure("source " + parameters.source() + " ended after " + bytes(credits.taken()) + ", although bytes="
                            + parameters.bytes() + " were wanted; the sink has them");
                }
                return new StreamReport(credits.taken(), parameters.period(), source.losses() + sink.losses(), nanos,
                        digester == null ? null : digester.result());
            }
        }
    }

    private Carrier carrier(Channels channels) {
        return parameters.mode() == Mode.CYCLIC ? new RingCarrier(channels, parameters)
                : new QueueCarrier(channels, parameters, this::wake);
    }

    /// Waits until everything is with the sink. Whoever has something to tell wakes this thread; it looks now and then all the
    /// same, for the progress and for a controller that has left.
    private void watch(Carrier carrier, Progress progress) throws CommandFailure, InterruptedException {
        while (!credits.hasAllTaken()) {
            check(carrier);
            progress.at(credits.taken());
            LockSupport.parkNanos(this, LOOK_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /// A port that has failed knows better than the transfers that ended over it.
    private void check(Carrier carrier) throws CommandFailure {
        Credits.Failure failure = credits.failure();
        if (failure != null) {
            throw broken(failure.side().direction(), failure.thrown());
        }
        try {
            carrier.check();
        } catch (CommandFailure e) {
            throw new CommandFailure(e.getMessage() + "; " + theSinkTook(), e);
        }
    }

    /// Waits until the sink's device has taken what its port has; that may be slow, but goes on.
    private void drain(EndpointPort sink) throws CommandFailure, InterruptedException {
        try {
            sink.finish(Duration.ofDays(1));
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw broken(Direction.MEM_TO_DEV, e);
        }
    }

    private static void stop(Channels channels) {
        channels.source().terminateSync();
        channels.sink().terminateSync();
    }

    /// The messages of ports begin with their names.
    private CommandFailure broken(Direction direction, IOException e) {
        return new CommandFailure(side(direction) + Reason.of(e) + "; " + theSinkTook(), e);
    }

    private String theSinkTook() {
        return "the sink took " + bytes(credits.taken());
    }

    private static String side(Direction direction) {
        return direction == Direction.DEV_TO_MEM ? "source " : "sink ";
    }

    private void wake() {
        LockSupport.unpark(watcher);
    }

    private static EndpointPort open(Endpoints endpoints, String name, Direction direction) throws CommandFailure {
        try {
            return endpoints.open(name, direction);
        } catch (IOException e) {
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
