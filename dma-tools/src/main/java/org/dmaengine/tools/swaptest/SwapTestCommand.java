package org.dmaengine.tools.swaptest;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveMap;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.CommandStreams;
import org.dmaengine.tools.Undisturbed;
import org.dmaengine.tools.swap.Swapper;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/// The shell command `dma:swaptest`.
@Component(service = SwapTestCommand.class)
@GogoCommand(scope = "dma", function = "swaptest")
public final class SwapTestCommand {
    // Two at a time would swap each other's controllers.
    private static final AtomicBoolean RUNNING = new AtomicBoolean();

    /// Whoever stops bundles waits meanwhile.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Yard yard;
    private final Swapper swapper;
    private final Map<SwapTest, Undisturbed<SwapTestReport>> running = new ConcurrentHashMap<>();

    @Activate
    public SwapTestCommand(@Reference DmaEngine engine, @Reference SlaveMap slaveMap, @Reference ConfigurationAdmin admin,
                           @Reference Swapper swapper, BundleContext context) {
        this.yard = new Yard(engine, slaveMap, admin, context);
        this.swapper = swapper;
    }

    /// Swaps controllers of its own under load, and prints what came of it.
    @Descriptor("swaps controllers under load, every kind in turn, and looks whether anything is lost, repeated, out of order or left over")
    public void swaptest(CommandSession session,
                         @Descriptor("[swaps=1000] [channels=8] [seed=N] [kind=all|restart|update|config|rank|kill] [load=mixed|drain]") String... words)
            throws CommandFailure {
        SwapTestParameters parameters = SwapTestParameters.parse(List.of(words), System.nanoTime());
        if (!RUNNING.compareAndSet(false, true)) {
            throw new CommandFailure("dma:swaptest is running already, on the same controllers; wait for its end");
        }
        try {
            PrintStream out = CommandStreams.out(session);
            out.println(parameters.line());
            SwapTestReport report = run(new SwapTest(parameters, yard, swapper, CommandStreams.terminal().orElse(null)));
            out.println(report.text());
            if (!report.isOk()) {
                throw new CommandFailure(report.verdict() + "; again with seed=" + parameters.seed());
            }
        } finally {
            RUNNING.set(false);
        }
    }

    private SwapTestReport run(SwapTest test) throws CommandFailure {
        Undisturbed<SwapTestReport> work = new Undisturbed<>("dma-swaptest", test::run);
        running.put(test, work);
        work.start();
        try {
            return work.await();
        } catch (InterruptedException _) {
            test.stop();
            work.join();
            work.check();
            throw new CommandFailure("interrupted; the controllers of the test are taken away");
        } finally {
            running.remove(test);
        }
    }

    /// What it needs is being stopped: its controllers are taken away before, if that does not last too long.
    @Deactivate
    void deactivate() {
        running.keySet().forEach(SwapTest::stop);
        try {
            for (Undisturbed<SwapTestReport> work : running.values()) {
                work.join(PATIENCE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // whoever stops it does not wait
        }
    }
}
