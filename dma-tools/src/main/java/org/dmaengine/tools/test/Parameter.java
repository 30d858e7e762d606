package org.dmaengine.tools.test;

import java.util.Arrays;
import java.util.Locale;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Words;

/// The parameters of dmatest under their own names, with their defaults (TST-01 to TST-20).
///
/// One default differs: the kernel's module runs endlessly unless told otherwise and is stopped by writing `run`; a
/// command should come back, so [#ITERATIONS] is 1000 here, and 0 still means endless.
enum Parameter {
    /// Bytes per buffer.
    TEST_BUF_SIZE("16384"),
    /// Name of the controller; empty for any.
    DEVICE(""),
    /// Name of the channel; empty for all.
    CHANNEL(""),
    /// Threads per channel.
    THREADS_PER_CHAN("1"),
    /// Most channels to take; 0 for all.
    MAX_CHANNELS("0"),
    /// Tests per thread; 0 for endless.
    ITERATIONS("1000"),
    /// 0 for copies, 1 for fills.
    DMATEST("0"),
    /// Accepted without effect: no controller here computes XOR.
    XOR_SOURCES("3"),
    /// Accepted without effect: no controller here computes P/Q.
    PQ_SOURCES("3"),
    /// Milliseconds to wait for one transfer; -1 for as long as it takes.
    TIMEOUT("3000"),
    /// Neither fills nor checks the buffers.
    NOVERIFY("false"),
    /// Whole buffers, no offsets.
    NORANDOM("false"),
    /// Prints passes, too.
    VERBOSE("false"),
    /// Binary logarithm of the alignment; -1 for that of the channel.
    ALIGNMENT("-1"),
    /// Fixed length in bytes, less than the buffer's; 0 for random lengths.
    TRANSFER_SIZE("0"),
    /// Waits without callbacks.
    POLLED("false"),
    /// Takes buffers that the engine allocates for its DMA device instead of mapping its own.
    NOBOUNCE("false"),
    /// Always true: the command runs what it is given.
    RUN("true"),
    /// Always true: the command waits for the end.
    WAIT("true"),
    /// How often the controllers in use are replaced meanwhile. Not of the kernel's.
    SWAPS("0");

    private final String initial;

    Parameter(String initial) {
        this.initial = initial;
    }

    /// The value where none is given.
    String initial() {
        return initial;
    }

    /// The name on the command line.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Parameter of(String key) throws CommandFailure {
        for (Parameter parameter : values()) {
            if (parameter.key().equals(key)) {
                return parameter;
            }
        }
        String advice = Words.advice(key, Arrays.stream(values()).map(Parameter::key).toList());
        throw new CommandFailure("dmatest has no parameter '" + key + "'; " + advice);
    }
}
