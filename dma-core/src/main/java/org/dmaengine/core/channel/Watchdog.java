package org.dmaengine.core.channel;

/// Notices a call of one driver that does not return. It is looked at now and then, so that the calls themselves cost no look at a clock:
/// who sees the same call twice knows for how long it lasts at least.
///
/// Used by one thread at a time.
final class Watchdog {
    /// No call is under way.
    static final long NOTHING = -1;

    private long seen = NOTHING;
    private long since;

    /// Looks.
    ///
    /// @param call a mark of the call under way
    /// @param now  the time
    /// @return nanoseconds for which it has been under way at least
    long look(long call, long now) {
        if (call != seen) {
            seen = call;
            since = now;
        }
        return seen == NOTHING ? 0 : now - since;
    }
}
