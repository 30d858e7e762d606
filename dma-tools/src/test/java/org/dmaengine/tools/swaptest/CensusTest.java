package org.dmaengine.tools.swaptest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CensusTest {
    @Test
    void shouldTakeNamesThatDifferInNumbersForOneKind() {
        Census before = Census.of(List.of("worker-1", "main"));
        Census after = Census.of(List.of("worker-7", "worker-12", "worker-3", "other"));
        assertEquals(List.of("1 more of other", "2 more of worker-#"), after.beyond(before));
        assertEquals(3, after.growth(before));
        assertEquals(0, before.growth(after) - 1, "main");
        assertEquals(List.of(), before.beyond(before));
    }

    @Test
    void shouldSeePlatformAndVirtualThreads() throws Exception {
        Census before = Census.ofThreads();
        assertTrue(before.counts().containsKey("main"), before::toString);
        CountDownLatch end = new CountDownLatch(1);
        Runnable waits = () -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
        Thread platform = Thread.ofPlatform().name("a \"platform\" thread 5").start(waits);
        Thread virtual = Thread.ofVirtual().name("a virtual thread").start(waits);
        List<String> more = Census.ofThreads().beyond(before);
        end.countDown();
        platform.join();
        virtual.join();
        assertTrue(more.contains("1 more of a virtual thread"), more::toString);
        assertTrue(more.stream().anyMatch(kind -> kind.startsWith("1 more of a ") && kind.endsWith(" thread #")), more::toString);
        assertFalse(Census.ofThreads().beyond(before).contains("1 more of a virtual thread"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldSeeDescriptors(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("open"));
        Census before = Census.ofDescriptors();
        try (InputStream _ = Files.newInputStream(file)) {
            assertEquals(1, Census.ofDescriptors().growth(before));
        }
        assertEquals(0, Census.ofDescriptors().growth(before));
    }
}
