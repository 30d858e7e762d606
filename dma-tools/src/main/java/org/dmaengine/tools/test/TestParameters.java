package org.dmaengine.tools.test;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.dmaengine.ChannelInfo;
import org.dmaengine.tools.CommandFailure;

/// What one run of dmatest does; shared by all its threads (TST-21). See [Parameter] for the values.
record TestParameters(int bufferSize, String device, String channel, int threadsPerChannel, int maxChannels,
                      long iterations, Operation operation, long timeoutMillis, boolean verify, boolean random,
                      boolean verbose, int alignmentShift, int transferSize, boolean polled, boolean nobounce, int swaps) {
    /// Checks what the values need of one another.
    TestParameters {
        if (transferSize >= bufferSize) { // TST-36; the kernel notices only in its threads
            throw new IllegalArgumentException("transfer_size=" + transferSize + " must be lower than test_buf_size="
                    + bufferSize);
        }
    }

    /// Reads `key=value` words; the last one of a key counts.
    static TestParameters parse(Collection<String> words) throws CommandFailure {
        Map<Parameter, String> given = new EnumMap<>(Parameter.class);
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new CommandFailure("'" + word + "' is no key=value; for example iterations=2000 threads_per_chan=2");
            }
            given.put(Parameter.of(word.substring(0, equals).strip()), word.substring(equals + 1).strip());
        }
        ParameterValues values = new ParameterValues(given);
        values.onlyTrue(Parameter.RUN, "dma:test always runs; leave it out");
        values.onlyTrue(Parameter.WAIT, "dma:test always waits for the end; leave it out");
        values.number(Parameter.XOR_SOURCES, 0, Integer.MAX_VALUE);
        values.number(Parameter.PQ_SOURCES, 0, Integer.MAX_VALUE);
        try {
            return new TestParameters(
                    (int) values.number(Parameter.TEST_BUF_SIZE, 1, 1 << 30),
                    values.text(Parameter.DEVICE, 31),
                    values.text(Parameter.CHANNEL, 19),
                    (int) values.number(Parameter.THREADS_PER_CHAN, 1, 1024),
                    (int) values.number(Parameter.MAX_CHANNELS, 0, Integer.MAX_VALUE),
                    values.number(Parameter.ITERATIONS, 0, Long.MAX_VALUE),
                    values.number(Parameter.DMATEST, 0, 1) == 0 ? Operation.COPY : Operation.SET,
                    values.number(Parameter.TIMEOUT, -1, Integer.MAX_VALUE),
                    !values.flag(Parameter.NOVERIFY),
                    !values.flag(Parameter.NORANDOM),
                    values.flag(Parameter.VERBOSE),
                    (int) values.number(Parameter.ALIGNMENT, -1, 30),
                    (int) values.number(Parameter.TRANSFER_SIZE, 0, Integer.MAX_VALUE),
                    values.flag(Parameter.POLLED),
                    values.flag(Parameter.NOBOUNCE),
                    (int) values.number(Parameter.SWAPS, 0, 1_000_000));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    /// Says whether this channel is meant (TST-23).
    boolean matches(ChannelInfo info) {
        return (channel.isEmpty() || channel.equals(info.name()))
                && (device.isEmpty() || device.equals(info.controller()));
    }
}
