package org.dmaengine.it;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// The engine's threads in this process: platform threads told by their names, and in a dump every thread, virtual ones
/// too, that is named like the engine's or is inside its code.
final class EngineThreads {
    private static final String NAMES = "dma-";
    private static final String CODE = "org.dmaengine.core.";

    private EngineThreads() {
    }

    static List<Thread> alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(NAMES) && thread.isAlive())
                .toList();
    }

    /// Waits for those alive now to end.
    ///
    /// @return those that have not, and any other thread in a dump that is the engine's
    static List<String> leftAfter(Duration timeout) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (Thread thread : alive()) {
            thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        return dumped();
    }

    /// A dump in JSON has an object with `tid`, `name` and `stack` for each thread.
    private static List<String> dumped() throws IOException {
        Path folder = Files.createTempDirectory("threads");
        Path file = folder.resolve("dump.json");
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpThreads(file.toString(), ThreadDumpFormat.JSON);
            String[] parts = Files.readString(file).split("\"tid\":");
            if (parts.length < 3) {
                throw new AssertionError("this is no thread dump: " + parts[0]);
            }
            return Arrays.stream(parts).skip(1)
                    .filter(thread -> thread.contains("\"name\": \"" + NAMES) || thread.contains(CODE))
                    .toList();
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }
}
