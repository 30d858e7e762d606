package org.dmaengine.tck.bench;

/// Whether the driver is still there for the kit. Whoever has lent it may want it back in the middle of a case: nothing more is tried then,
/// and it is called only to let go of what it has in hand, until the time that is given for that is over. Thread-safe.
public final class Recall {
    private volatile Order order;
    private volatile Runnable listener = () -> { };

    /// @param why      in words that end a sentence on what has not been tried
    /// @param deadline of the last call ([System#nanoTime])
    private record Order(String why, long deadline) { }

    /// Breaks off what is under way; the first one counts.
    public synchronized void make(String why, long deadline) {
        if (order == null) {
            order = new Order(why, deadline);
            listener.run();
        }
    }

    /// Says whether the driver is wanted back.
    public boolean isMade() {
        return order != null;
    }

    /// Says whether it may not even be called to let go of what it has in hand any more.
    public boolean isOver() {
        Order now = order;
        return now != null && System.nanoTime() - now.deadline() >= 0;
    }

    /// Why it is; empty if it is not.
    public String why() {
        Order now = order;
        return now == null ? "" : now.why();
    }

    /// Who waits for something of the driver's; one at a time.
    void tells(Runnable whoWaits) {
        listener = whoWaits;
    }

    /// A call of the driver is to be made.
    ///
    /// @param lettingGo whether it is one that takes out what the driver has in hand
    /// @throws NotApplicable if it may not
    void expectCallable(boolean lettingGo) {
        Order now = order;
        if (now != null && (!lettingGo || isOver())) {
            throw new NotApplicable(now.why());
        }
    }
}
