package org.dmaengine.tools.swaptest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Reason;
import org.dmaengine.watch.ControllerWatch;

/// What swaps may leave behind: threads, descriptors, class loaders. What is on its way out is waited for.
final class Leaks {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Loaders loaders;
    private final Census threads;
    private final Census descriptors;

    /// Looks at what there is before.
    Leaks(Loaders loaders) throws CommandFailure {
        this.loaders = loaders;
        try {
            System.gc();
            threads = Census.ofThreads();
            descriptors = Census.ofDescriptors();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// What has come of one kind.
    ///
    /// @param what   a word for it
    /// @param count  how many are left over
    /// @param detail a line for each kind of them
    record Leak(String what, int count, List<String> detail) {
    }

    /// Waits until no driver that has left can be reached, or one stays.
    static Leak drivers(Collection<ControllerWatch> watches) {
        long begin = System.nanoTime();
        while (true) {
            System.gc();
            int left = watches.stream().mapToInt(ControllerWatch::lingering).sum();
            if (left == 0 || System.nanoTime() - begin > PATIENCE.toNanos()) {
                return new Leak("drivers", left, left == 0 ? List.of() : List.of(left + " have left and are held"));
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /// Waits until nothing is left over, or does not go away.
    List<Leak> found() throws CommandFailure {
        long begin = System.nanoTime();
        while (true) {
            System.gc();
            List<Leak> found = look();
            if (found.stream().allMatch(leak -> leak.count() == 0) || System.nanoTime() - begin > PATIENCE.toNanos()) {
                return found;
            }
            LockSupport.parkNanos(this, LOOK.toNanos());
        }
    }

    private List<Leak> look() throws CommandFailure {
        try {
            List<Leak> all = new ArrayList<>();
            Census threadsNow = Census.ofThreads();
            all.add(new Leak("threads", threadsNow.growth(threads), threadsNow.beyond(threads)));
            Census descriptorsNow = Census.ofDescriptors();
            all.add(new Leak("descriptors", descriptorsNow.growth(descriptors), descriptorsNow.beyond(descriptors)));
            all.add(new Leak("class loaders", loaders.left(), loaders.left() == 0 ? List.of() : List.of(loaders.left() + " of " + loaders.count())));
            return all;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static CommandFailure failed(IOException e) {
        return new CommandFailure("leaks cannot be looked for: " + Reason.of(e), e);
    }
}
