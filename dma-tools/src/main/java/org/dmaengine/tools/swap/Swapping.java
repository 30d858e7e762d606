package org.dmaengine.tools.swap;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.dmaengine.DmaException;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Undisturbed;

/// Swaps that go on beside whatever uses the controllers, on a thread of their own that nobody interrupts. In the end, come what may,
/// everything is as the user had it.
public final class Swapping implements AutoCloseable {
    private final List<Swap> swaps;
    private final Schedule schedule;
    private final LongConsumer listener;
    private final Undisturbed<List<Long>> work = new Undisturbed<>("dma-swaps", this::run);

    /// @param swaps    one for each controller; each time all of them are done. None for no swaps
    /// @param listener hears, on the thread of the swaps, how many nanoseconds each time took
    public Swapping(List<Swap> swaps, Schedule schedule, LongConsumer listener) {
        this.swaps = List.copyOf(swaps);
        this.schedule = schedule;
        this.listener = listener;
    }

    /// Begins; where there is nothing to swap, without a thread.
    public Swapping start() {
        if (swaps.isEmpty()) {
            work.runHere();
        } else {
            work.start();
        }
        return this;
    }

    /// Waits until all that were due have been done and everything is as it was.
    ///
    /// @return how many nanoseconds each time took
    /// @throws CommandFailure if one failed; no more were done behind it
    public List<Long> await() throws CommandFailure, InterruptedException {
        return work.await();
    }

    /// Does no more of them, and waits as [#await] does.
    public List<Long> finish() throws CommandFailure, InterruptedException {
        schedule.end();
        return await();
    }

    /// Looks whether a swap has failed.
    ///
    /// @throws CommandFailure if so
    public void check() throws CommandFailure {
        work.check();
    }

    private List<Long> run() throws CommandFailure {
        List<Long> nanos = new ArrayList<>();
        try {
            while (!swaps.isEmpty() && schedule.awaitDue()) {
                long begin = System.nanoTime();
                for (Swap swap : swaps) {
                    once(swap);
                }
                nanos.add(System.nanoTime() - begin);
                schedule.swapped();
                listener.accept(nanos.getLast());
            }
        } finally {
            schedule.end();
            putBack();
        }
        return nanos;
    }

    private static void once(Swap swap) throws CommandFailure {
        try {
            swap.once();
        } catch (CommandFailure | DmaException e) {
            throw new CommandFailure("swap: " + e.getMessage(), e);
        }
    }

    private void putBack() throws CommandFailure {
        CommandFailure first = null;
        for (Swap swap : swaps) {
            try {
                swap.close();
            } catch (CommandFailure | DmaException e) {
                first = first == null ? new CommandFailure("what was configured is not back: " + e.getMessage(), e) : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /// Ends them: one that has begun is finished, and everything is put back. An interrupt is kept for later.
    @Override
    public void close() {
        schedule.end();
        work.join();
    }
}
