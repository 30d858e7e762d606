package org.dmaengine.tools.swap;

import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.CommandStreams;
import org.dmaengine.tools.Figures;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/// The shell command `dma:swap`.
@Component(service = SwapCommand.class)
@GogoCommand(scope = "dma", function = "swap")
public final class SwapCommand {
    private final Swaps swaps;
    private final Set<Swapping> running = ConcurrentHashMap.newKeySet();

    @Activate
    public SwapCommand(@Reference(service = Swapper.class) Swaps swaps) {
        this.swaps = swaps;
    }

    /// Swaps and prints how long it took. Whatever uses the controller goes on with its replacement.
    @Descriptor("replaces a controller under its clients: its bundle restarts or is updated, its configuration changes, a better-ranked one overtakes it, it is declared broken")
    public void swap(CommandSession session,
                     @Descriptor("CONTROLLER [kind=restart|update|config|rank|kill] [times=N] [every=MS]") String... words)
            throws CommandFailure {
        SwapParameters parameters = SwapParameters.parse(List.of(words));
        CommandStreams.out(session).println(run(parameters, CommandStreams.terminal().map(SwapCommand::lines).orElse(_ -> { })).line());
    }

    SwapReport run(SwapParameters parameters, LongConsumer listener) throws CommandFailure {
        try (Swapping swapping = new Swapping(List.of(swaps.of(parameters.kind(), parameters.controller())),
                new Regularly(parameters.times(), parameters.every()), listener)) {
            running.add(swapping);
            return new SwapReport(parameters.controller(), parameters.kind(), await(swapping.start(), parameters));
        }
    }

    private List<Long> await(Swapping swapping, SwapParameters parameters) throws CommandFailure {
        try {
            return swapping.await();
        } catch (InterruptedException _) {
            swapping.close();
            swapping.check();
            throw new CommandFailure("interrupted; " + parameters.controller() + " is as it was configured");
        } finally {
            running.remove(swapping);
        }
    }

    private static LongConsumer lines(PrintStream terminal) {
        AtomicInteger number = new AtomicInteger();
        return nanos -> terminal.println("swap " + number.incrementAndGet() + ": " + Figures.millis(nanos));
    }

    /// What the swaps need is being stopped: everything is put back before.
    @Deactivate
    void deactivate() {
        running.forEach(Swapping::close);
    }
}
