package org.dmaengine;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/// One prepared transfer (`dma_async_tx_descriptor`). It belongs to the client from prepare to [#submit], to the engine
/// afterwards; a descriptor made reusable comes back when its callback begins.
///
/// ```text
/// prepared ── submit ──▶ submitted ─▶ issued ─▶ active ─▶ ended            (single use)
///    ▲  └──── discard ─▶ discarded                          │
///    └──────────────── completion, or terminate ◀───────────┘            (reusable)
/// ```
///
/// Not thread-safe before submit: one thread prepares it. Once it is submitted, whatever would change it throws
/// [IllegalStateException] (SUB-03), unless it is reusable and has come back; its metadata may be read inside its own callback.
@ProviderType
public interface DmaDescriptor {
    /// The bytes that it moves; of a cyclic transfer the length of the ring.
    long length();

    /// Sets the callback; one slot, the last one set counts (CB-01).
    ///
    /// It runs only if the transfer was prepared with [TransferFlag#INTERRUPT] (FLG-01).
    ///
    /// @return this
    /// @throws IllegalStateException if the flag is missing, or after submit
    DmaDescriptor onComplete(CompletionCallback callback);

    /// Sets the callback in its primitive form; one slot for both forms.
    ///
    /// @return this
    /// @throws IllegalStateException if the flag is missing, or after submit
    DmaDescriptor onComplete(CookieCallback callback);

    /// A stage that ends with the transfer's result, whatever the outcome, on a completer thread; asking for it implies
    /// [TransferFlag#INTERRUPT]. It ends after the callback. After a terminate it ends with `ABORTED`, though no
    /// callback runs. Of a reusable descriptor it stands for the next use only.
    ///
    /// @throws IllegalStateException after submit, or for a cyclic transfer, which ends only by termination
    CompletionStage<TransferResult> completion();

    /// Attaches a buffer of the client's as metadata ([MetadataMode#CLIENT], META-02).
    ///
    /// Towards a device the bytes are copied now: fill the buffer first (META-16). From a device they are in the buffer
    /// before the callback runs (META-17). Attaching again replaces.
    ///
    /// @return this
    /// @throws DmaException.Rejected if the channel has no such mode or the buffer is larger than its maximum
    /// @throws IllegalStateException if [MetadataMode#ENGINE] is already used on this descriptor, or after submit
    DmaDescriptor attachMetadata(MemorySegment data);

    /// The engine's metadata area of this descriptor, as large as the channel's maximum ([MetadataMode#ENGINE], META-02).
    ///
    /// Towards a device: write here before submit, then set [#metadataLength(long)]. From a device: read here inside
    /// the transfer's callback and nowhere else (META-19, META-20): afterwards it may hold another transfer's bytes.
    ///
    /// @throws DmaException.Rejected if the channel has no such mode
    /// @throws IllegalStateException if [MetadataMode#CLIENT] is already used, or at any other time
    MemorySegment metadata();

    /// The bytes of the metadata in use; legal where [#metadata()] is.
    long metadataLength();

    /// Says how many bytes of [#metadata()] the client has written (META-15).
    ///
    /// @return this
    /// @throws DmaException.Rejected if that is more than the maximum
    /// @throws IllegalStateException if [MetadataMode#CLIENT] is already used, or after submit
    DmaDescriptor metadataLength(long bytes);

    /// Makes this descriptor reusable, or single-use again (`dmaengine_desc_set_reuse`, RUS-01).
    ///
    /// A reusable one may be submitted again from the moment its callback begins (or it ended, if it has none), each
    /// time with a new cookie (RUS-03); from inside its callback that means: queue after this callback (RUS-04).
    /// Resubmitting allocates nothing. It keeps its place in the queue's bound until [#discard].
    ///
    /// @return this
    /// @throws DmaException.Rejected if the channel's capabilities do not allow it, or for a cyclic transfer
    DmaDescriptor reusable(boolean on);

    /// Says whether it is reusable.
    boolean isReusable();

    /// Sets how long the transfer may take, from [#submit] until its callback begins. When the time is over, a log entry and the status
    /// say where it stands: not issued, no request from the device, partly moved, or completed but not delivered. One that has not ended
    /// ends `ABORTED` with its residue and that diagnosis, as soon as those before it have; the channel goes on. Of a ring or a repeated
    /// transfer it is the time until it is terminated.
    ///
    /// @param timeout zero or less for no limit, the default
    /// @throws IllegalStateException after submit
    DmaDescriptor deadline(Duration timeout);

    /// Puts this transfer at the end of the channel's submitted queue and gives it its cookie (guide step 4). Nothing
    /// starts before [DmaChannel#issuePending] (SUB-02). Never blocks; legal inside callbacks.
    ///
    /// @return the cookie, from 1 upwards, in the order of the queue, never used again on this lease
    /// @throws IllegalStateException    if it was submitted already, discarded, or freed by a terminate (TRM-04), or if a
    ///                                  mapping it uses has been closed
    /// @throws DmaException.ChannelGone if the controller has left for good
    long submit();

    /// Gives back a prepared descriptor that will not be submitted, and its place in the queue. Harmless when repeated.
    ///
    /// @throws IllegalStateException while it is submitted and has not ended
    void discard();
}
