package org.dmaengine.tools.board;

import java.util.List;
import java.util.Optional;
import org.dmaengine.DmaException;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.tools.CommandFailure;

/// A board's tree tried out: every name without controllers and with them, and a client that sends and receives. On a thread that nobody
/// interrupts; [#stop] ends it soon. Whatever its end, the board is taken away, or the failure says that it is not.
final class BoardRun {
    private final BoardParameters parameters;
    private final Site site;
    // Null while it is not stopped.
    private volatile String stopped;

    BoardRun(BoardParameters parameters, Site site) {
        this.parameters = parameters;
        this.site = site;
    }

    /// Ends it early. Any thread.
    ///
    /// @param how in a word, for the failure that it ends with
    void stop(String how) {
        stopped = how;
    }

    BoardReport run() throws CommandFailure, InterruptedException {
        BoardTree tree = BoardTree.read(parameters.tree());
        BoardPlan plan = BoardPlan.of(tree.table(), parameters.ignoresStatus());
        BoardReport report;
        try (Box box = new Box(site, plan, this::isStopped)) {
            report = tried(box, tree, plan);
        } catch (CommandFailure e) {
            throw whole(e);
        }
        if (isStopped()) {
            throw new CommandFailure(stopped + "; the board is taken away");
        }
        return report;
    }

    /// @return null if it is stopped: what fails then fails because of that
    private BoardReport tried(Box box, BoardTree tree, BoardPlan plan) throws CommandFailure, InterruptedException {
        try {
            if (isStopped()) {
                return null;
            }
            List<SlaveMapEntry> entries = box.putTree(parameters.tree(), parameters.ignoresStatus());
            List<Name> names = Name.of(entries);
            String client = Talkers.choose(names, parameters);
            if (!names.isEmpty()) {
                box.await("the names of the tree to be known", () -> isKnown(names.getFirst()));
            }
            RollCall without = RollCall.of(site.slaveMap(), names, this::isStopped);
            if (isStopped()) {
                return null;
            }
            box.putControllers();
            RollCall with = RollCall.of(site.slaveMap(), names, this::isStopped);
            int routes = box.routesMade();
            Optional<Exchange> exchange = client.isEmpty() || isStopped() ? Optional.empty()
                    : Optional.of(new Talk(site.slaveMap(), box, parameters, this::isStopped).of(client));
            return new BoardReport(tree, plan, entries.size(), names.size(), without, with, routes, box.routesOpen(), exchange);
        } catch (CommandFailure e) {
            if (isStopped()) {
                return null;
            }
            throw e;
        }
    }

    /// The failure, with how it was stopped, and with what is left of the board beside it.
    private CommandFailure whole(CommandFailure failure) {
        String line = (isStopped() ? stopped + "; " : "") + failure.getMessage();
        for (Throwable left : failure.getSuppressed()) {
            line += "; " + left.getMessage();
        }
        return new CommandFailure(line, failure);
    }

    private boolean isStopped() {
        return stopped != null;
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
