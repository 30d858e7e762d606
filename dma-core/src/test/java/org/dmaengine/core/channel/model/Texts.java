package org.dmaengine.core.channel.model;

import org.dmaengine.DmaStatus;
import org.dmaengine.TransferOutcome;

/// What is observed, in words: model and channel say it alike.
final class Texts {
    static final String DONE = "done";
    static final String ILLEGAL_STATE = "IllegalStateException";
    static final String ILLEGAL_ARGUMENT = "IllegalArgumentException";
    static final String OUT_OF_BOUNDS = "IndexOutOfBoundsException";
    static final String REJECTED = "Rejected";
    static final String GONE = "ChannelGone";
    static final String TIMED_OUT = "TimedOut";

    private Texts() {
    }

    static String cookie(String who, long cookie, TransferOutcome outcome, long residue) {
        return who + " called: c" + cookie + " " + outcome + " residue " + residue;
    }

    static String result(String who, long cookie, TransferOutcome outcome, long length, long residue, long uncertain, long periods,
                         long sequence) {
        return who + " called: c" + cookie + " " + outcome + " length " + length + " residue " + residue + " uncertain " + uncertain
                + " periods " + periods + " sequence " + sequence;
    }

    static String status(long cookie, DmaStatus status, TransferOutcome outcome, long last, long used, long residue, long uncertain) {
        return "c" + cookie + " " + status + " " + outcome + " last " + last + " used " + used + " residue " + residue + " uncertain "
                + uncertain;
    }

    static String ended(DmaStatus status, TransferOutcome outcome) {
        return status + " " + outcome;
    }
}
