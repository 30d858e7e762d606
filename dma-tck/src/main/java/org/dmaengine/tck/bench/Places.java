package org.dmaengine.tck.bench;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where in a driver something happened, without the frames of the JDK, the SPI and the kit.
final class Places {
    private static final int SHOWN = 3;

    private Places() {
    }

    /// Where it was thrown; empty if that is nowhere in a driver.
    static String of(Throwable thrown) {
        return drivers(thrown.getStackTrace()).findFirst().map(frame -> " at " + frame).orElse("");
    }

    /// Where a thread stands.
    static String of(Thread thread) {
        StackTraceElement[] trace = thread.getStackTrace();
        return (trace.length == 0 ? "" : trace[0].getClassName() + "." + trace[0].getMethodName())
                + drivers(trace).limit(SHOWN).map(frame -> " < " + frame).collect(Collectors.joining());
    }

    private static Stream<StackTraceElement> drivers(StackTraceElement[] trace) {
        return Arrays.stream(trace).filter(frame -> {
            String name = frame.getClassName();
            return !name.startsWith("java.") && !name.startsWith("jdk.") && !name.startsWith("org.dmaengine.spi.")
                    && !name.startsWith("org.dmaengine.tck.bench.");
        });
    }
}
