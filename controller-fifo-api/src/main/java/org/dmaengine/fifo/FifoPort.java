package org.dmaengine.fifo;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Set;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.osgi.annotation.versioning.ConsumerType;

/// The FIFO of a peripheral, as a DMA controller reaches it: a data register on the bus and a request line. Whoever owns the
/// device registers it as a service with [#REQUEST_LINE] and [#BUS_ADDRESS]; it may come and go at any time, on any thread.
///
/// **Flow control.** The request is a *level*: [#level] says how many words the device can give or take right now. The
/// controller moves at most one burst, looks again, and when the level is too low waits until the device raises the
/// [RequestLine]. It never polls.
///
/// ```text
///   device                     port                         controller
///     │ a word arrives          │                               │
///     ├────────────────────────▶│ line.raise() ────────────────▶│ level()   5 words
///     │                         │◀────────────────────────────── │ burst()   takes 4
///     │                         │                               │ level()   1 word, below the watermark: waits
/// ```
///
/// **Nothing in here blocks**, and no call is made under a lock of the controller. A device that can block, a socket say, is
/// pumped by a thread of its own through a bounded buffer, and the port answers for the buffer. The buffer belongs to the port and
/// outlives the controller: what a burst has given is moved, what a burst has taken is the device's.
///
/// **Threads.** [#level], [#depth], [#lastWords], [#burst], [#atEnd], [#passEnd] come from one thread at a time, which changes. [#losses] and
/// [#direction] may be called by any. The thread is never interrupted.
///
/// **Errors.** A device that fails answers what it still has, and then throws an [IOException] from [#level] or [#burst] for as long as it
/// is broken: the transfer ends with READ_FAILED or WRITE_FAILED, the exception's message and the exact residue.
///
/// Source: guide steps 2 and 5, clauses CFG-02 to CFG-06.
@ConsumerType
public interface FifoPort {
    /// Service property, `Integer`, required: the request line that this port drives; one direction to a line.
    String REQUEST_LINE = "dma.request.line";

    /// Service property, `Long`: where the data register is on the bus. A transfer whose configuration names another address fails;
    /// absent means that any will do.
    String BUS_ADDRESS = "dma.bus.address";

    /// Service property, `String`: name of the controller that the line is wired to; absent for every FIFO controller.
    String CONTROLLER = "dma.controller";

    /// `DEV_TO_MEM` for a port that gives, `MEM_TO_DEV` for one that takes. Constant.
    Direction direction();

    /// The widths that the data register may be accessed with. Constant; 1, 2, 4 and 8 bytes unless it says otherwise.
    default Set<BusWidth> widths() {
        return EnumSet.of(BusWidth.BYTES_1, BusWidth.BYTES_2, BusWidth.BYTES_4, BusWidth.BYTES_8);
    }

    /// A controller takes the port into use, and wants to hear of its requests from now on.
    ///
    /// @throws IllegalStateException if another one uses it
    void connect(RequestLine line);

    /// The controller lets go: the line is not raised any more. What is in the port stays; when a controller is replaced, the next one
    /// connects and goes on. Harmless if nobody is connected.
    void disconnect();

    /// Words that a burst of this width can move at once, never beyond an end ([#atEnd]); 0 if there are none now. Rises only, until
    /// the next burst.
    ///
    /// @param wordBytes bytes of one word, one of [#widths]
    /// @throws IOException if the device has failed and nothing is left to give
    int level(int wordBytes) throws IOException;

    /// The highest [#level] there can be: words that the FIFO holds. A transfer whose watermark is above it fails, since it would wait for ever.
    ///
    /// @param wordBytes bytes of one word, one of [#widths]
    default int depth(int wordBytes) {
        return Integer.MAX_VALUE; // no limit known
    }

    /// Says whether the words that [#level] tells are the last ones before an end or a failure that the device has come to already:
    /// they are moved then, however few, where a watermark would wait for more.
    ///
    /// Asked only when the level is too low for a request: a port that fetches its words from somewhere knows by it that all it can hold is wanted.
    default boolean lastWords() {
        return false;
    }

    /// Moves words between the device and memory: from the device if it gives, to the device if it takes.
    ///
    /// @param address   bus address of the access, or with a port window of its first one; the words of a burst then follow
    ///                  each other and never leave the window. 0 if the configuration names none
    /// @param memory    memory to write to, or to read from; used inside this call only
    /// @param offset    place of the first word in it, in bytes; not aligned to anything
    /// @param words     how many, at least 1 and at most what [#level] last said
    /// @param wordBytes bytes of one word
    /// @return words moved, from the first; fewer only if the device failed or has just ended
    /// @throws IOException if the device failed before the first word
    int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) throws IOException;

    /// Says whether the device ends the transfer right here, behind the last word moved (the last request of a device that
    /// controls the flow, CFG-06): the end of a packet, or of a stream.
    default boolean atEnd() {
        return false;
    }

    /// The controller has taken note of the end; the next word begins what comes behind it. Behind the end of a stream comes an
    /// [java.io.EOFException].
    default void passEnd() {
    }

    /// Bytes that the device has lost or made up since it was made: a receiver had nowhere to put them, a sender had nothing to
    /// send. Only grows; while no transfer runs as well. Any thread.
    default long losses() {
        return 0;
    }
}
