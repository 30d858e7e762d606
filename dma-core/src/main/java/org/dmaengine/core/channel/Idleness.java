package org.dmaengine.core.channel;

import java.util.Objects;

/// Whether a driver has said that it can move nothing now, by an answer of 0, and why. It is not stepped again before it is woken.
///
/// The owner says that it is quiet; whoever wakes it may do so on any thread.
final class Idleness {
    private volatile boolean quiet;
    private volatile boolean woken;
    // Why the last step moved nothing, by the driver's words; empty if it did not say.
    private volatile String reason = "";

    /// Says whether the driver has answered 0 and not called since. Any thread.
    boolean isQuiet() {
        return quiet && !woken;
    }

    /// The driver says why it moves nothing.
    void waitsFor(String why) {
        reason = Objects.requireNonNull(why, "reason");
    }

    /// What the driver says that it waits for, for people; empty if it waits for nothing or does not say.
    String reason() {
        return isQuiet() ? reason : "";
    }

    /// The driver may have something to do again. Any thread.
    void woken() {
        woken = true;
    }

    /// A step begins.
    void stepBegins() {
        woken = false;
        quiet = false;
    }

    /// It moved nothing.
    void isNowQuiet() {
        quiet = true;
    }

    /// Something else than a step has happened.
    void isNotQuiet() {
        quiet = false;
    }

    /// What it waited for has come, or nobody waits any more. A write that others see costs as much as a tiny step.
    void forgetReason() {
        if (!reason.isEmpty()) {
            reason = "";
        }
    }
}
