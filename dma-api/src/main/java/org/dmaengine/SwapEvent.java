package org.dmaengine;

/// What has happened to a lease because of its controller; told to its [SwapListener].
///
/// ```text
///          ┌──────────── REBOUND ◀─┐
///          ▼                       │
///        (bound) ──DETACHED──▶ (waiting) ──GONE──▶ (terminal)
/// ```
///
/// @param kind         what happened
/// @param channel      name of the channel: of the one that is left, or that it is bound to now
/// @param capabilities what the lease can do from now on; while it waits, what it could do
/// @param cookie       the transfer that was under way when the controller left, 0 if none was
/// @param active       what becomes of that one
/// @param detail       why, for people; of a `REBOUND` also what the new controller has refused
public record SwapEvent(Kind kind, String channel, ChannelCapabilities capabilities, long cookie, Active active, String detail) {
    /// What happened.
    public enum Kind {
        /// The controller has left or broken; the lease waits for a replacement. Everything but moving bytes goes on: prepare, submit,
        /// issue, pause, terminate, close.
        DETACHED,

        /// Another controller serves the lease now. Cookies, queue, callbacks, configuration and pause are as before.
        REBOUND,

        /// No replacement came in time, or the engine core stops: the lease says [DmaException.ChannelGone] from now on.
        GONE
    }

    /// What becomes of the transfer that was under way.
    public enum Active {
        /// There was none.
        NONE,

        /// It finished on the controller that left.
        FINISHED,

        /// It goes on from the exact byte, on the replacement: same cookie, one completion.
        CONTINUES,

        /// It starts again from its first byte, on the replacement ([SwapPolicy#REPLAY]).
        REPLAYED,

        /// It has ended `ABORTED`; its completion says how far it came.
        ABORTED
    }
}
