package org.dmaengine.core.channel;

/// When a completer is sent for, once ends wait to be delivered. Used by the channel's owner only (see [Stepper]).
///
/// Where a step may take its time: at once. Of an assistable engine later, so that many short transfers share one wake-up:
/// after some more ends, before a long step, at the end of the run, or when a look at the clock shows that the first
/// end has waited for as long as a step may take. A look costs as much as a tiny step, so there is one every few steps only,
/// and after each step once they have turned out to be slow.
final class Announcer {
    private static final int ENDS_PER_WAKE_UP = 64;
    private static final int STEPS_PER_LOOK = 8;
    private static final long LONGEST_WAIT_NANOS = 200_000;

    private final Completions completions;
    private final boolean assistable;
    private int waiting;
    private boolean looked;
    private boolean slow;
    private long since;

    /// @param assistable whether steps are short, so that completers can be sent for a little later
    Announcer(Completions completions, boolean assistable) {
        this.completions = completions;
        this.assistable = assistable;
    }

    /// A completer has been claimed for an end or a period ([Completions#claim]).
    void claimed() {
        waiting = 1;
        looked = false;
        completions.defer();
        if (!assistable) {
            now();
        }
    }

    /// A transfer ends while others may wait.
    void anotherEnds() {
        if (waiting > 0 && ++waiting > ENDS_PER_WAKE_UP) {
            slow = false;
            now();
        }
    }

    /// Says whether [#look] is due before the next step.
    ///
    /// @param steps steps of this run
    boolean isTimeToLook(int steps) {
        return waiting > 0 && (slow || steps % STEPS_PER_LOOK == 0 || Integer.bitCount(steps) == 1);
    }

    /// Sends for a completer if ends have waited for too long; the wait counts from the first look.
    void look(long nanoTime) {
        if (waiting == 0) {
            return;
        }
        if (!looked) {
            looked = true;
            since = nanoTime;
        } else if (nanoTime - since >= LONGEST_WAIT_NANOS) {
            slow = true;
            now();
        }
    }

    /// Sends for a completer now, if ends wait.
    void now() {
        waiting = 0;
        completions.submitDeferred();
    }
}
