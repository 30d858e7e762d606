package org.dmaengine;

import java.time.Duration;
import java.util.List;
import org.dmaengine.mapping.DmaMapper;
import org.dmaengine.mapping.DmaVec;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.Mapping;
import org.osgi.annotation.versioning.ProviderType;

/// A channel that this client holds: exclusive until [#close] (guide step 1; the client side of `dma_chan`).
///
/// ```java
/// try (DmaChannel channel = slaveMap.requestChannel("shell", "copy");
///      Mapping from = channel.mapper().map(source, MapDirection.TO_DEVICE);
///      Mapping to = channel.mapper().map(target, MapDirection.FROM_DEVICE)) {
///     long cookie = channel.prepareMemcpy(to, 0, from, 0, from.length()).submit();
///     channel.issuePending();
///     channel.await(cookie, Duration.ofSeconds(5));
/// }
/// ```
///
/// **Threads.** Every method may be called on any thread; submissions of several threads are queued in the order in
/// which they took the channel's lock (SUB-15). Completion callbacks run on completer threads, one at a time for each
/// channel. Where a method is not legal inside a callback of this channel, it says so and throws
/// [IllegalStateException] there.
///
/// **A controller that leaves.** The lease is bound to its slave-map entry, not to the driver: while the controller under it is replaced,
/// cookies, queue, callbacks, configuration and pause stay, and what was under way goes on from the exact byte ([SwapPolicy]). A client may
/// listen ([#onSwap]). [#name], [#capabilities] and the DMA device of [#mapper] are the replacement's from then on.
///
/// **Errors.** A limit that is exceeded is a [DmaException.Rejected] that names limit and origin; wrong use is an
/// [IllegalStateException] or [IllegalArgumentException]. After the controller has left for good (no replacement within
/// `swap.timeout`), or the engine core has stopped, whatever would prepare, submit, issue, configure, pause, resume or terminate throws [DmaException.ChannelGone];
/// after `close` it throws [IllegalStateException]. Queries, `await`, `harvest` and `synchronize` go on answering.
///
/// **Closing.** Closing the channel ends what it is doing and the mappings made through it. In the example above the mappings
/// are closed first: if `await` times out, their `close` refuses, which is suppressed in the exception, and closing the
/// channel then ends them.
///
/// **Bytes.** Offsets and lengths are in bytes, offsets count from the start of the mapping.
@ProviderType
public interface DmaChannel extends AutoCloseable {
    /// The channel's name, `dma<N>chan<M>` (REG-10).
    String name();

    /// The client's name, `<device>:<name>` for a channel requested by name, else empty (REQ-43, REQ-46).
    String client();

    /// What the channel can do (`dma_get_slave_caps`).
    ChannelCapabilities capabilities();

    /// Maps memory for the DMA device of this channel (`dmaengine_get_dma_device`, MAP-01). Mappings belong to this
    /// lease and end with it; they serve every channel of the same DMA device.
    DmaMapper mapper();

    /// Sets the parameters of slave transfers (guide step 2, `dmaengine_slave_config`).
    ///
    /// Checked in full, then taken over in one go; counts for descriptors prepared afterwards, never for those already
    /// prepared, queued or running (CFG-11). Persists over terminate; a new lease starts without. Legal in callbacks.
    ///
    /// @param config a [SlaveConfig], or a controller's own record that embeds one
    /// @throws DmaException.Rejected if the channel cannot do that, wants another type of record or none at all because both
    ///                               of its sides are memory, or the record could be changed later; nothing has changed
    void configure(ExtendedSlaveConfig config);

    // ---- guide step 3: get a descriptor. All are non-blocking and legal in callbacks (PREP-03). ----

    /// Prepares a copy of `length` bytes from one mapping to another (PREP-27; destination first, as in the kernel).
    ///
    /// Source and destination must not overlap (refused here, not checked by [#enqueueMemcpy]). No configuration is
    /// needed (CFG-16).
    ///
    /// @throws DmaException.Rejected     if the channel does not copy, alignment or length exceed its limits, a mapping
    ///                                   has the wrong direction or DMA device, or the queue is full
    /// @throws IndexOutOfBoundsException if the range is not inside the mapping
    DmaDescriptor prepareMemcpy(Mapping dst, long dstOffset, Mapping src, long srcOffset, long length, TransferFlag... flags);

    /// Prepares a copy of the bytes of one scatter list to another; the shorter total counts (PREP-36).
    ///
    /// @throws DmaException.Rejected as for [#prepareMemcpy]
    DmaDescriptor prepareMemcpySg(Mapping dst, Mapping src, TransferFlag... flags);

    /// Prepares a fill with one byte value (PREP-28).
    ///
    /// @throws DmaException.Rejected as for [#prepareMemcpy]
    DmaDescriptor prepareMemset(Mapping dst, long dstOffset, byte value, long length, TransferFlag... flags);

    /// Prepares a fill of a whole scatter list with one byte value (PREP-29).
    ///
    /// @throws DmaException.Rejected as for [#prepareMemcpy]
    DmaDescriptor prepareMemsetSg(Mapping dst, byte value, TransferFlag... flags);

    /// Prepares the transfer of a scatter list from or to the device (`dmaengine_prep_slave_sg`, PREP-11). All segments
    /// complete as a unit (PREP-17).
    ///
    /// @param direction a slave direction in which the channel works
    /// @throws DmaException.Rejected if the channel is not configured, is fixed to another direction, or as for
    ///                               [#prepareMemcpy]
    DmaDescriptor prepareSlaveSg(Mapping sg, Direction direction, TransferFlag... flags);

    /// Prepares the transfer of one buffer from or to the device (`dmaengine_prep_slave_single`, PREP-18).
    ///
    /// @throws DmaException.Rejected as for [#prepareSlaveSg]
    DmaDescriptor prepareSlaveSingle(Mapping buffer, long offset, long length, Direction direction, TransferFlag... flags);

    /// Prepares the transfer of a vector of pieces of mappings from or to the device (PREP-19). The list is copied. With
    /// [TransferFlag#REPEAT] it repeats like an interleaved one (PREP-20).
    ///
    /// @throws DmaException.Rejected as for [#prepareSlaveSg]
    DmaDescriptor preparePeripheralVec(List<DmaVec> vector, Direction direction, TransferFlag... flags);

    /// Prepares a ring that runs until terminated, with a callback opportunity after each period
    /// (`dmaengine_prep_dma_cyclic`, PREP-21, CYC-01).
    ///
    /// @param periodLength bytes per period; must divide `length`
    /// @throws DmaException.Rejected if `length` is not a positive multiple of `periodLength` (PREP-22), or as for
    ///                               [#prepareSlaveSg]
    DmaDescriptor prepareCyclic(Mapping ring, long offset, long length, long periodLength, Direction direction,
                                TransferFlag... flags);

    /// Prepares a transfer with gaps (`dmaengine_prep_interleaved_dma`, PREP-24). With [TransferFlag#REPEAT] it starts
    /// again at its end until another with [TransferFlag#LOAD_EOT] is issued behind it (IL-20 to IL-24).
    ///
    /// @throws DmaException.Rejected if a flag lacks its capability (LOAD_EOT is checked as well), or as for
    ///                               [#prepareMemcpy] and [#prepareSlaveSg]
    DmaDescriptor prepareInterleaved(InterleavedTemplate template, TransferFlag... flags);

    /// Prepares a descriptor that moves nothing and completes in its turn (PREP-34).
    ///
    /// @throws DmaException.Rejected if the channel lacks [Capability#INTERRUPT], or the queue is full
    DmaDescriptor prepareInterrupt(TransferFlag... flags);

    // ---- guide step 5: issue, wait, ask ----

    /// Makes every submitted transfer runnable, in order, and starts the first if the channel is idle
    /// (`dma_async_issue_pending`, ISS-02).
    ///
    /// Does not block. Moves at most 4 KiB on the calling thread where the controller allows it; callbacks never run
    /// on this stack. Idempotent (ISS-03); does not unpause (ISS-10). Legal in callbacks.
    void issuePending();

    /// Asks where a transfer stands (`dmaengine_tx_status`, ST-02). Takes no lock that is held for long; legal anywhere,
    /// also after `close`.
    ///
    /// @throws IllegalArgumentException if this lease never gave that cookie, or has forgotten how it ended: outcomes
    ///                                  other than complete are kept for the last 65,536
    TransferStatus status(long cookie);

    /// Says whether a transfer has ended, allocating nothing. True also for cookies whose outcome is forgotten.
    ///
    /// @throws IllegalArgumentException if this lease never gave that cookie
    boolean hasEnded(long cookie);

    /// Waits for a transfer to end, on any outcome (`dma_sync_wait`, but status is checked before the deadline, PUB-02).
    /// May do part of this channel's work on the calling thread meanwhile. Legal in callbacks of *other* channels.
    ///
    /// @return how it ended; after a terminate at once with `ABORTED` and the residue
    /// @throws DmaException.TimedOut if it has not ended by then; the transfer goes on
    /// @throws InterruptedException  if the waiting thread is interrupted; the transfer goes on
    TransferStatus await(long cookie, Duration timeout) throws InterruptedException;

    // ---- pause, terminate, synchronize, release ----

    /// Stops moving bytes, without loss; when it returns, nothing moves and the residue is exact (PAU-02).
    ///
    /// Completions from before still deliver (PAU-05). Pausing again or with nothing active succeeds. Legal in
    /// callbacks.
    ///
    /// @throws DmaException.Rejected if the channel cannot pause
    /// @throws DmaException.TimedOut if the controller's current step, or its pause, does not return within 1 s; the channel is
    ///                               paused all the same as soon as it does
    void pause();

    /// Goes on after a [#pause] (PAU-03). Legal in callbacks.
    ///
    /// @throws IllegalStateException if the channel is not paused
    /// @throws DmaException.Rejected if the channel cannot resume
    void resume();

    /// Says whether the channel is paused.
    boolean isPaused();

    /// Drops all active, issued and submitted transfers, and prepared descriptors unless reusable
    /// (`dmaengine_terminate_async`, TRM-03 to TRM-14).
    ///
    /// Returns at once, calling no controller: their status is `ABORTED` from now on, their waits end, their callbacks will not
    /// run; one that is running goes on. The controller is stopped elsewhere and may still touch memory until [#synchronize]
    /// returns. Clears a pause. Legal in callbacks.
    void terminateAsync();

    /// [#terminateAsync], then [#synchronize] (TRM-02). Not legal in callbacks of this channel.
    void terminateSync();

    /// Waits until nothing of the transfers dropped so far is touched any more and no callback of transfers ended so
    /// far is running or scheduled (`dmaengine_synchronize`, TRM-16). Afterwards their memory may be freed. Not legal
    /// in callbacks of this channel.
    ///
    /// @throws DmaException.TimedOut after 5 s; the message says what is still running
    void synchronize();

    /// Terminates, synchronizes and gives the channel back (`dma_release_channel`), within 2 s. Harmless when repeated; a
    /// second call waits for a first that is under way on another thread, within the same bound.
    ///
    /// Not legal in callbacks of this channel (REQ-37). Inside a step of its own driver, where a port may find itself, it does
    /// not wait: everything has ended when it returns, and the channel is given back as soon as the step is over.
    @Override
    void close();

    // ---- when the controller leaves ----

    /// Says what becomes of the transfer under way when the controller leaves, instead of what the slave-map entry or the request says
    /// ([SwapTerms]). Counts from the next departure on; `REPLAY` for what is prepared from now on. Legal in callbacks.
    ///
    /// @throws DmaException.Rejected if it is [SwapPolicy#REPLAY] and the channel moves nothing between memory
    void swapPolicy(SwapPolicy policy);

    /// Has the listener hear what happens to this lease because of its controller: one slot, null for nobody. A client that does not listen
    /// needs nothing: its transfers go on. Legal anywhere.
    void onSwap(SwapListener listener);

    // ---- bounds of the queue, and the path that allocates nothing ----

    /// The most descriptors this lease can hold: prepared, queued, active, or waiting for their callback.
    int queueCapacity();

    /// How many more can be prepared now. Allocates nothing.
    int queueSpace();

    /// Prepares and submits a copy in one call, allocating nothing; [#issuePending] starts it.
    ///
    /// @param flags constants of [TransferFlags]; with `INTERRUPT` the channel's [#onComplete] callback runs
    /// @return the cookie
    /// @throws DmaException.Rejected     as for [#prepareMemcpy]
    /// @throws IndexOutOfBoundsException if a range is not inside its mapping
    long enqueueMemcpy(Mapping dst, long dstOffset, Mapping src, long srcOffset, long length, int flags);

    /// Takes the next cookies that have ended, in order, each cookie of this lease once; ended how, [#status] says.
    /// Never blocks and allocates nothing. When nothing new has ended, it may do up to 4 KiB of this channel's work on
    /// the calling thread. For one harvesting thread at a time.
    ///
    /// @return how many were written to `cookies`
    int harvest(long[] cookies);

    /// Sets the callback of transfers that [#enqueueMemcpy] was asked to signal; one slot, read when a transfer ends.
    void onComplete(CookieCallback callback);
}
