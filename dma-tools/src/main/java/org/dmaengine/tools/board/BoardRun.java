package org.dmaengine.tools.board;

import java.util.List;
import java.util.Optional;
import org.dmaengine.DmaException;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.tools.CommandFailure;

/// A board's tree tried out: every name without controllers and with them, and a client that sends and receives. On a thread that nobody
/// interrupts; [#stop] ends it soon.
final class BoardRun {
    private final BoardParameters parameters;
    private final Site site;
    private volatile boolean stopped;

    BoardRun(BoardParameters parameters, Site site) {
        this.parameters = parameters;
        this.site = site;
    }

    /// Ends it early. Any thread.
    void stop() {
        stopped = true;
    }

    BoardReport run() throws CommandFailure, InterruptedException {
        BoardTree tree = BoardTree.read(parameters.tree());
        BoardPlan plan = BoardPlan.of(tree.table(), parameters.ignoresStatus());
        try (Box box = new Box(site, plan, this::isStopped)) {
            List<SlaveMapEntry> entries = box.putTree(parameters.tree(), parameters.ignoresStatus());
            List<Name> names = Name.of(entries);
            String client = Talkers.choose(names, parameters);
            if (!names.isEmpty()) {
                box.await("the names of the tree to be known", () -> isKnown(names.getFirst()));
            }
            RollCall without = RollCall.of(site.slaveMap(), names, this::isStopped);
            box.putControllers();
            RollCall with = RollCall.of(site.slaveMap(), names, this::isStopped);
            int routes = box.routesMade();
            Optional<Exchange> exchange = client.isEmpty() || isStopped() ? Optional.empty()
                    : Optional.of(new Talk(site.slaveMap(), box, parameters, this::isStopped).of(client));
            if (isStopped()) {
                throw new CommandFailure("stopped; the board is taken away");
            }
            return new BoardReport(tree, plan, entries.size(), names.size(), without, with, routes, box.routesOpen(), exchange);
        }
    }

    private boolean isStopped() {
        return stopped;
    }

    private boolean isKnown(Name name) {
        try {
            site.slaveMap().requestChannel(name.client(), name.name()).close();
        } catch (DmaException.NoSuchChannel _) {
            return false;
        } catch (DmaException _) {
            // known, and not to be had
        }
        return true;
    }
}
