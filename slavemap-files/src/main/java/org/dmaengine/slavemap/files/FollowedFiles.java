package org.dmaengine.slavemap.files;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.dmaengine.spi.SlaveMapSource.Subscription;
import org.osgi.service.log.Logger;

/// Files that a source follows: the map of them that is in force, looked at again and again, made anew when they change, and told of if any
/// answer is another than before.
///
/// Thread-safe. Reading the map takes no lock. A look may hang with the file system, and nobody waits for it but who asks to
/// [follow][#follow] just these files.
public final class FollowedFiles implements AutoCloseable {
    private static final int MOST_LOGGED = 20;

    private final String what;
    private final String thread;
    private final Logger log;
    private final Listeners listeners = new Listeners();
    private volatile FileMap map;

    // ---- guarded by this, which is never held while a file is read, a map is made or a listener runs ----
    private Followed followed;
    private Poll poll;
    private boolean hasEnded;
    /// Each map has a turn; one that is made late, of what was there before, does not replace a newer one.
    private long turns;
    private long turnInForce;

    /// What a source keeps of its files.
    @FunctionalInterface
    public interface Kept {
        /// Reads what is new or has changed; false if nothing has, or if another thread is at it, which then gets to know.
        boolean look();
    }

    private record Followed(Path path, Supplier<FileMap> make) { }

    /// Follows nothing yet.
    ///
    /// @param what   the files, for messages: `the device tree`
    /// @param thread name of the one that looks
    /// @param none   the map as long as there is no other
    public FollowedFiles(String what, String thread, FileMap none, Logger log) {
        this.what = what;
        this.thread = thread;
        this.log = log;
        map = none;
    }

    /// Has these files followed in place of any others, once they have been looked at; until then, and if that fails, the former ones are.
    /// Their map is made by the next [#renew]. Called by one thread at a time.
    ///
    /// @param path       for messages
    /// @param pollMillis between two looks, 0 for none
    /// @param make       makes the map of what is kept
    public void follow(Path path, Kept files, long pollMillis, Supplier<FileMap> make) {
        files.look();
        synchronized (this) {
            if (hasEnded) {
                return;
            }
            Poll next = new Poll(thread, pollMillis, () -> poll(files));
            if (poll != null) {
                poll.close();
            }
            poll = next;
            followed = new Followed(path, make);
        }
    }

    private void poll(Kept files) {
        try {
            if (files.look() || isStale()) {
                renew();
            }
        } catch (RuntimeException | Error e) {
            log.error("{} cannot be looked at", what, e); // the next look may go well
        }
    }

    /// Says whether the map of the last turn is not in force: it is being made, or could not be.
    private synchronized boolean isStale() {
        return turnInForce < turns;
    }

    /// Makes the map anew of what is there now, and tells if it says anything else than before. If that fails, the next look tries again.
    public void renew() {
        long turn;
        Followed wanted;
        synchronized (this) {
            if (hasEnded || followed == null) {
                return;
            }
            turn = ++turns;
            wanted = followed;
        }
        FileMap next = wanted.make().get();
        FileMap former;
        synchronized (this) {
            if (hasEnded || turn < turnInForce) {
                return;
            }
            turnInForce = turn;
            former = map;
            map = next;
        }
        if (!next.answers().equals(former.answers())) {
            listeners.changed(failure -> log.error("a listener of the slave map failed", failure));
        }
        report(wanted.path(), next.problems().stream().filter(problem -> !former.problems().contains(problem)).toList());
    }

    private void report(Path path, List<String> problems) {
        problems.stream().limit(MOST_LOGGED).forEach(problem -> log.warn("{}", problem));
        if (problems.size() > MOST_LOGGED) {
            log.warn("... and {} more; dma:map problems={} shows all", problems.size() - MOST_LOGGED, path);
        }
    }

    /// The map in force.
    public FileMap map() {
        return map;
    }

    /// Has the listener run after each change of an answer, on any thread, until the interest is closed.
    public Subscription onChange(Runnable listener) {
        return listeners.add(listener);
    }

    /// Nothing is followed any more, now or later, and the map stays as it is. A look or a map that is under way is neither interrupted nor
    /// waited for.
    @Override
    public synchronized void close() {
        hasEnded = true;
        if (poll != null) {
            poll.close();
        }
    }
}
