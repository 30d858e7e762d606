package org.dmaengine.tools.board;

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
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/// The shell command `dma:board`.
@Component(service = BoardCommand.class)
@GogoCommand(scope = "dma", function = "board")
public final class BoardCommand {
    // There is one device tree.
    private static final AtomicBoolean RUNNING = new AtomicBoolean();

    /// Whoever stops bundles waits meanwhile.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Site site;
    private final Map<BoardRun, Undisturbed<BoardReport>> running = new ConcurrentHashMap<>();

    @Activate
    public BoardCommand(@Reference DmaEngine engine, @Reference SlaveMap slaveMap, @Reference ConfigurationAdmin admin,
                        BundleContext context) {
        this(new Site(engine, slaveMap, admin, context));
    }

    BoardCommand(Site site) {
        this.site = site;
    }

    /// Tries a board's device tree out, and prints what came of it.
    @Descriptor("tries the device tree of a board: makes its DMA controllers, requests every name, and has a client send to itself")
    public void board(CommandSession session,
                      @Descriptor("FILE [client=PATH] [names=rx,tx] [bytes=65536] [ignore.status=false|true]") String... words)
            throws CommandFailure {
        BoardParameters parameters = BoardParameters.parse(session.currentDir(), List.of(words));
        if (!RUNNING.compareAndSet(false, true)) {
            throw new CommandFailure("dma:board is running already, and there is one device tree; wait for its end");
        }
        try {
            BoardReport report = run(new BoardRun(parameters, site));
            CommandStreams.out(session).println(report.text());
            if (!report.failures().isEmpty()) {
                throw new CommandFailure(String.join("; ", report.failures()));
            }
        } finally {
            RUNNING.set(false);
        }
    }

    private BoardReport run(BoardRun run) throws CommandFailure {
        Undisturbed<BoardReport> work = new Undisturbed<>("dma-board", run::run);
        running.put(run, work);
        work.start();
        try {
            return work.await();
        } catch (InterruptedException _) {
            run.stop("interrupted");
            work.join();
            work.check();
            throw new CommandFailure("interrupted; the board is taken away");
        } finally {
            running.remove(run);
        }
    }

    /// What it needs is being stopped: the board is taken away before, if that does not last too long.
    @Deactivate
    void deactivate() {
        running.keySet().forEach(run -> run.stop("stopped"));
        try {
            for (Undisturbed<BoardReport> work : running.values()) {
                work.join(PATIENCE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // whoever stops it does not wait; the command says what is left
        }
    }
}
