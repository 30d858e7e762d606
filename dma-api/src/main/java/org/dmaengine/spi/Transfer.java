package org.dmaengine.spi;

import java.lang.foreign.MemorySegment;
import org.dmaengine.Direction;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.TransferFlag;
import org.osgi.annotation.versioning.ProviderType;

/// One transfer as a driver sees it: always the *contiguous run at the current position*, whether the client asked for a
/// plain copy, a scatter list or frames with gaps.
///
/// ```text
///                 moved()                                 length()
///   ├───────────────┼───────── run() ─────────┤ gap ├ ... ──┤
///                   ▲ source().sourceOffset() → destination().destinationOffset()
/// ```
///
/// The core advances the position by what the driver answers; a driver that looks further ahead (a hardware ring) keeps
/// its own place. To be used only inside the driver's calls for this transfer.
@ProviderType
public interface Transfer {
    /// The kind of work.
    TransferKind kind();

    /// Which sides are memory.
    Direction direction();

    /// Says whether the client set this flag.
    boolean has(TransferFlag flag);

    /// Bytes in all; of a cyclic transfer the ring; 0 for an interrupt-only one.
    long length();

    /// Bytes moved so far; of a cyclic or repeated one within the current pass.
    long moved();

    /// Bytes moved since the transfer began, over all passes of a cyclic or repeated one. More than [#moved] in `start` where another
    /// controller has begun it: position, metadata and [#config] are then as that one left them.
    long movedInAll();

    /// Bytes that follow the current position without a gap on either side, at least 1 until the end, never more than
    /// the capabilities' longest segment.
    long run();

    /// The memory that is read, null if the source is a device or a fill value. Read-only.
    MemorySegment source();

    /// Offset of the current position in [#source].
    long sourceOffset();

    /// The memory that is written, null if the destination is a device.
    MemorySegment destination();

    /// Offset of the current position in [#destination].
    long destinationOffset();

    /// The byte to fill with, for [TransferKind#MEMSET].
    byte fillValue();

    /// Bytes per period, for [TransferKind#CYCLIC]; else 0.
    long periodLength();

    /// The slave configuration in force when the transfer was prepared (CFG-11). Never null for a transfer from or to a
    /// device, since an unconfigured channel refuses to prepare one; null between memory.
    ExtendedSlaveConfig config();

    /// The metadata area, as large as the capabilities' maximum; null if the client uses none. Towards a device it holds
    /// what the client wrote; from a device the driver writes here before the transfer is complete.
    MemorySegment metadata();

    /// Bytes of the metadata in use.
    int metadataLength();

    /// Says how many bytes of metadata the driver has written.
    void metadataLength(int bytes);

    /// Says that the device has ended the transfer early: once the current call has returned and its bytes are counted,
    /// the transfer is complete, and what is missing is its residue (CB-17).
    void end();

    /// Says how many bytes are inside the engine now: taken from one side and not yet given to the other (ST-19).
    void inFlight(long bytes);

    /// Adds bytes that the device has lost since the last call, or had to make up: it was offered something with nowhere to
    /// put it, or asked with nothing to give. They are no part of what is moved, and are told to the client beside it.
    void losses(long bytes);
}
