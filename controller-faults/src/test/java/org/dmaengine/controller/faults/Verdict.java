package org.dmaengine.controller.faults;

import java.util.List;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;
import org.dmaengine.TransferStatus;
import org.dmaengine.faults.FaultKind;

/// Whether a copy has ended as it may, after what it has met: the table of controller-faults/README.md.
///
/// @param copy   what it was
/// @param status how it ended
record Verdict(Copy copy, TransferStatus status) {
    /// What is wrong; empty if nothing is.
    String complaint() {
        if (!status.status().isEnded()) {
            return "has not ended";
        }
        String callbacks = callbacks();
        return callbacks.isEmpty() ? outcome() : callbacks;
    }

    private String callbacks() {
        List<TransferResult> results = copy.results;
        if (results.size() > 1) {
            return "is called back " + results.size() + " times";
        }
        if (results.isEmpty()) {
            return copy.calledBack && !copy.dropped ? "is not called back" : "";
        }
        TransferResult told = results.getFirst();
        boolean alike = told.outcome() == status.outcome() && told.residue() == status.residue() && told.uncertain() == status.uncertain();
        return alike ? "" : "is called back with " + told;
    }

    private String outcome() {
        return switch (status.outcome()) {
            case NO_ERROR -> complete();
            case READ_FAILED, WRITE_FAILED -> copy.hasMet(FaultKind.TRANSFER_FAULT) && status.detail().contains("injected") ? "" : "fails without a fault";
            case ABORTED -> aborted();
        };
    }

    private String complete() {
        if (status.residue() != 0) {
            return copy.hasMet(FaultKind.SHORT_TRANSFER) ? "" : "is short without a fault";
        }
        for (FaultKind kind : List.of(FaultKind.TRANSFER_FAULT, FaultKind.LOST_COMPLETION, FaultKind.DUPLICATE_COMPLETION, FaultKind.EXCEPTION,
                FaultKind.ERROR, FaultKind.DISAPPEARANCE, FaultKind.HANG)) {
            if (copy.hasMet(kind)) {
                return "completes after " + kind;
            }
        }
        return "";
    }

    /// Why it may have been aborted stands in the diagnosis.
    private String aborted() {
        String detail = status.detail();
        boolean justified = detail.contains("its deadline") ? copy.hasDeadline
                : detail.startsWith("terminated by the client") || detail.startsWith("its channel was released") ? copy.dropped
                : detail.startsWith("its driver failed: ") ? detail.contains("injected") || detail.contains("bytes moved; 0 to ")
                : detail.startsWith("its controller leaves") || detail.startsWith("no other controller");
        return justified ? "" : "is aborted without a reason";
    }

    /// Bytes that have arrived for certain.
    int arrived() {
        return copy.length - (int) status.residue();
    }

    /// Bytes that may have been touched.
    int touched() {
        return arrived() + (int) status.uncertain();
    }

    boolean isOk() {
        return status.outcome() == TransferOutcome.NO_ERROR;
    }
}
