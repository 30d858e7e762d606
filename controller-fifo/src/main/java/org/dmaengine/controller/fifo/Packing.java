package org.dmaengine.controller.fifo;

import java.lang.foreign.MemorySegment;
import org.dmaengine.spi.Transfer;

/// Words on their way between a device and memory that is accessed in wider units, or whose bytes are reversed on the way.
///
/// ```text
///                    held
///            ├──────────────────┤
///   device ─▶│ w │ w │ w │ w │ w │ ─▶ memory, whole units only       w a word, here 4 to a unit
/// ```
///
/// Towards a device it is the other way round: a unit is read, and its words are given one after the other. A unit never reaches
/// beyond a run or a period: the last one of it may be shorter.
final class Packing {
    private MemorySegment buffer = MemorySegment.ofArray(new byte[64]);
    private int held;
    private int word;
    private int unit;
    private boolean swap;
    private boolean on;

    /// A transfer begins.
    void begin(int wordBytes, int unitBytes, boolean reverse) {
        word = wordBytes;
        unit = Math.max(wordBytes, unitBytes);
        swap = reverse;
        on = swap || unit > word;
        held = 0;
    }

    /// Says whether words have to go through here; else they go straight between device and memory.
    boolean isOn() {
        return on;
    }

    int held() {
        return held;
    }

    // ---- from the device ----

    /// Room for so many more bytes, at [#held].
    MemorySegment room(long bytes) {
        return reserve(held + bytes);
    }

    /// So many bytes have come; delivers what fills units, or everything.
    ///
    /// @return bytes delivered
    long arrived(Transfer transfer, int bytes, boolean everything) {
        if (swap) {
            ByteSwap.words(buffer, held, bytes, word);
        }
        held += bytes;
        return deliver(transfer, 0, everything ? held : held - held % unit);
    }

    /// Delivers what is held, whether it fills units or not.
    ///
    /// @param behind bytes that have been delivered and not been counted yet
    /// @return bytes delivered
    long flush(Transfer transfer, long behind) {
        return held == 0 ? 0 : deliver(transfer, behind, held);
    }

    private long deliver(Transfer transfer, long behind, int bytes) {
        if (bytes > 0) {
            MemorySegment.copy(buffer, 0, transfer.destination(), transfer.destinationOffset() + behind, bytes);
        }
        return drop(transfer, bytes);
    }

    // ---- to the device ----

    /// Has so many bytes of the transfer ready, at the beginning of the answer.
    ///
    /// @param boundary bytes to where the run or the period ends
    MemorySegment fetch(Transfer transfer, long bytes, long boundary) {
        if (held < bytes) {
            int upTo = (int) Math.min(held + (bytes - held + unit - 1) / unit * unit, boundary);
            reserve(upTo);
            MemorySegment.copy(transfer.source(), transfer.sourceOffset() + held, buffer, held, upTo - held);
            if (swap) {
                ByteSwap.words(buffer, held, upTo - held, word);
            }
            held = upTo;
        }
        return buffer;
    }

    /// The device has taken so many bytes; answers them.
    long taken(Transfer transfer, int bytes) {
        return drop(transfer, bytes);
    }

    /// Gives back what the device has not taken: it is still in memory.
    void giveBack(Transfer transfer) {
        if (held > 0) {
            drop(transfer, held);
        }
    }

    // ---- both ----

    private long drop(Transfer transfer, int bytes) {
        held -= bytes;
        if (held > 0) {
            MemorySegment.copy(buffer, bytes, buffer, 0, held);
        }
        transfer.inFlight(held);
        return bytes;
    }

    private MemorySegment reserve(long bytes) {
        if (buffer.byteSize() < bytes) {
            MemorySegment wider = MemorySegment.ofArray(new byte[Math.toIntExact(bytes)]);
            MemorySegment.copy(buffer, 0, wider, 0, held);
            buffer = wider;
        }
        return buffer;
    }
}
