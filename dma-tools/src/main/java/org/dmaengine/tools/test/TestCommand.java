package org.dmaengine.tools.test;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.dmaengine.DmaEngine;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.CommandStreams;
import org.dmaengine.tools.swap.Swapper;
import org.dmaengine.tools.swap.Swaps;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/// The shell command `dma:test`: dmatest as an ordinary client bundle.
///
/// Gogo fetches this service for one call and gives it back, so that what a run may have left is released then.
@Component(service = TestCommand.class)
@GogoCommand(scope = "dma", function = "test")
public final class TestCommand {
    /// The session variable that holds the summaries of the last run that passed.
    static final String RESULT = "dmatest";

    private final DmaEngine engine;
    private final Swaps swaps;
    private final Set<TestRun> running = ConcurrentHashMap.newKeySet();

    @Activate
    public TestCommand(@Reference DmaEngine engine, @Reference(service = Swapper.class) Swaps swaps) {
        this.engine = engine;
        this.swaps = swaps;
    }

    /// Runs the tests and writes their lines; the list of summaries is left in the variable `dmatest`.
    @Descriptor("tests channels as the kernel's dmatest does; 1000 iterations per thread unless told otherwise")
    public void test(CommandSession session,
                     @Descriptor("iterations=2000 threads_per_chan=2 channel=dma0chan0 dmatest=1 swaps=10 ...") String... parameters)
            throws CommandFailure, InterruptedException {
        TestParameters parsed = TestParameters.parse(List.of(parameters));
        TestRun run = new TestRun(engine, parsed, CommandStreams.out(session), swaps);
        running.add(run);
        try {
            session.put(RESULT, run.run());
        } finally {
            running.remove(run);
        }
    }

    /// The engine or this bundle is being stopped: so are the tests, before their channels are taken away (TST-66).
    @Deactivate
    void deactivate() {
        try {
            for (TestRun run : running) {
                run.stop();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // whoever stops it does not wait; the channels are taken away all the same
        }
    }
}
