package org.dmaengine;

import java.io.Serial;

/// The engine refuses or ends something; the message says what, which value, which limit, where the limit comes from
/// and what to do. Wrong use of the API is an [IllegalStateException] or [IllegalArgumentException] instead.
///
/// | kind | kernel | meaning |
/// | --- | --- | --- |
/// | [NoSuchChannel] | `-ENODEV` | nothing describes that name, or no channel has those capabilities |
/// | [NotYetAvailable] | `-EPROBE_DEFER` | described, but its controller is not there yet |
/// | [ChannelBusy] | `-EBUSY` | somebody else holds it |
/// | [Rejected] | `-EINVAL`, NULL from prep | configuration, preparation or queue limit |
/// | [ChannelGone] | `-ENODEV` | the controller has left and nothing replaced it |
/// | [TimedOut] | `-ETIMEDOUT` | a wait reached its deadline |
public abstract sealed class DmaException extends RuntimeException
        permits DmaException.NoSuchChannel, DmaException.NotYetAvailable, DmaException.ChannelBusy,
        DmaException.Rejected, DmaException.ChannelGone, DmaException.TimedOut {
    @Serial
    private static final long serialVersionUID = 1L;

    private DmaException(String message) {
        super(message);
    }

    /// Nothing describes the name, or no channel has what was asked for. Waiting does not help unless a description
    /// comes later.
    public static final class NoSuchChannel extends DmaException {
        @Serial
        private static final long serialVersionUID = 1L;

        /// Says what was looked for and what is near.
        public NoSuchChannel(String message) {
            super(message);
        }
    }

    /// The channel is described, but no controller for it is present: try later, or use a form that waits.
    public static final class NotYetAvailable extends DmaException {
        @Serial
        private static final long serialVersionUID = 1L;

        /// Says what is missing.
        public NotYetAvailable(String message) {
            super(message);
        }
    }

    /// Every channel that would do is held.
    public static final class ChannelBusy extends DmaException {
        @Serial
        private static final long serialVersionUID = 1L;
        private final String holder;

        /// Says who holds it.
        public ChannelBusy(String message, String holder) {
            super(message);
            this.holder = holder;
        }

        /// Who holds the channel: bundle, and client name where it was requested by name.
        public String holder() {
            return holder;
        }
    }

    /// A configuration, a preparation or a full queue was refused; nothing has changed.
    public static final class Rejected extends DmaException {
        @Serial
        private static final long serialVersionUID = 1L;

        /// States the refusal in full.
        public Rejected(String message) {
            super(message);
        }

        /// Builds the message from its parts.
        ///
        /// @param subject   what refuses, usually the channel's name
        /// @param parameter what is refused
        /// @param value     its value
        /// @param limit     what is allowed
        /// @param origin    where that limit comes from
        /// @param advice    what to do
        public Rejected(String subject, String parameter, Object value, Object limit, String origin, String advice) {
            super(subject + ": " + parameter + " " + value + " is refused; allowed is " + limit + " (" + origin + "); " + advice);
        }
    }

    /// The controller under this channel has left and nothing took its place. Only `close` still does something.
    public static final class ChannelGone extends DmaException {
        @Serial
        private static final long serialVersionUID = 1L;

        /// Says which channel went and why.
        public ChannelGone(String message) {
            super(message);
        }
    }

    /// A wait reached its deadline; the message says what it waited for and how far that had come.
    public static final class TimedOut extends DmaException {
        @Serial
        private static final long serialVersionUID = 1L;

        /// Says what did not happen in time.
        public TimedOut(String message) {
            super(message);
        }
    }
}
