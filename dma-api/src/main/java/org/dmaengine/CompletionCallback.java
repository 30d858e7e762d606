package org.dmaengine;

import org.osgi.annotation.versioning.ConsumerType;

/// Called when a transfer with [TransferFlag#INTERRUPT] has ended, or when periods of a cyclic one have passed.
///
/// Runs on one of the engine's completer threads, never on the thread that submits or steps, never under a lock;
/// calls of one channel never overlap and come in the order of completion, but that periods which wait to be told come
/// before ends (CB-03, CB-04, CB-08).
///
/// Inside it a client may prepare, submit, issue, configure, pause, resume, ask for status, terminate asynchronously
/// and read metadata (CB-10). It must not `terminateSync`, `synchronize` or `close` this channel: that is refused
/// with an [IllegalStateException] (CB-11). What it throws is logged and stops nothing (CB-19).
@ConsumerType
@FunctionalInterface
public interface CompletionCallback {
    /// Takes note of the end of a transfer or of passed periods.
    void onComplete(TransferResult result);
}
