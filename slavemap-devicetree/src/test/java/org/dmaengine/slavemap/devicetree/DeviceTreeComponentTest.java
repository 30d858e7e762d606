package org.dmaengine.slavemap.devicetree;

import static org.dmaengine.slavemap.devicetree.stubs.Orchard.I2C;
import static org.dmaengine.slavemap.devicetree.stubs.Orchard.SERIAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmaengine.contract.Clause;
import org.dmaengine.slavemap.devicetree.stubs.StubReference;
import org.dmaengine.slavemap.devicetree.stubs.TreeWriter;
import org.dmaengine.slavemap.files.stubs.RecordingLogger;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource.Answer;
import org.dmaengine.spi.SlaveMapSource.Origin;
import org.dmaengine.spi.SlaveMapSource.Subscription;
import org.dmaengine.spi.SpecifierTranslator;
import org.dmaengine.spi.SpecifierTranslator.Meaning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceTreeComponentTest {
    @TempDir
    private Path folder;
    private Path file;
    private final RecordingLogger log = new RecordingLogger();
    private final Translators translators = new Translators(log.logger());
    private DeviceTreeComponent source;

    @BeforeEach
    void writeTheTree() throws Exception {
        file = Files.write(folder.resolve("orchard.dtb"), TreeWriter.compiled("orchard"));
    }

    @AfterEach
    void end() {
        if (source != null) {
            source.deactivate();
        }
    }

    @Test
    @Clause("REQ-02")
    void shouldBeTheFirstSourceToBeAsked() {
        begin(0);
        assertEquals(Origin.DEVICE_TREE, source.origin());
        assertTrue(List.of(Origin.values()).indexOf(Origin.DEVICE_TREE) == 0);
    }

    @Test
    void shouldKnowTheTreeFromTheBeginningAndLogWhatDoesNotHoldTogether() {
        begin(0);
        assertInstanceOf(Answer.Found.class, source.lookup(SERIAL, "tx"));
        assertEquals(9, source.entries().size());
        assertEquals(List.of("warn [{}, " + file + " /soc/display@e000 dma-names: is absent; channels are requested by name, so none of its"
                + " dmas can be]"), log.lines());
    }

    @Test
    @Clause("DT-08")
    void shouldBeginWithEachAlternativeInTheCourseOfManyRequests() {
        begin(0);
        Set<String> first = new HashSet<>();
        for (int request = 0; request < 100; request++) {
            first.add(assertInstanceOf(Answer.Found.class, source.lookup(I2C, "tx")).entries().getFirst().origin());
            assertEquals(List.of(26), lines("tx"), "with one it is always that one");
        }
        assertEquals(2, first.size());
    }

    @Test
    void shouldTakeInAChangeOfTheFileAndTellOnceItIsToBeSeen() throws Exception {
        begin(1);
        CountDownLatch told = new CountDownLatch(1);
        List<List<Integer>> seen = new CopyOnWriteArrayList<>();
        try (Subscription _ = source.onChange(() -> {
            seen.add(lines("a"));
            told.countDown();
        })) {
            Path next = tree(7).to(folder.resolve("next"));
            Files.move(next, file, ATOMIC_MOVE, REPLACE_EXISTING);
            assertTrue(told.await(10, TimeUnit.SECONDS));
        }
        assertEquals(List.of(7), seen.getFirst());
        assertInstanceOf(Answer.None.class, source.lookup(SERIAL, "tx"));
    }

    @Test
    void shouldKeepQuietAboutAFileThatSaysTheSame() throws Exception {
        begin(0);
        AtomicInteger told = new AtomicInteger();
        source.onChange(told::incrementAndGet);
        source.modified(config(file, 0, false));
        assertEquals(0, told.get());
        source.modified(config(tree(7).to(folder.resolve("other.dtb")), 0, false));
        assertEquals(1, told.get());
        source.modified(config(file, 0, true));
        assertEquals(2, told.get());
        assertEquals(12, source.entries().size(), "status is ignored now");
    }

    @Test
    @Clause("DT-10")
    void shouldTranslateAnewWhenATranslatorComesAndGoes() {
        begin(0);
        StubReference<SpecifierTranslator> reference = new StubReference<>(1, Map.of(SpecifierTranslator.COMPATIBLE, "dmaengine,apple"));
        AtomicInteger told = new AtomicInteger();
        source.onChange(told::incrementAndGet);
        translators.addTranslator(reference, specifier -> Optional.of(Meaning.line(specifier.cells().getFirst().intValue() + 100)));
        assertEquals(List.of(126), lines("tx"));
        translators.removeTranslator(reference);
        assertEquals(List.of(26), lines("tx"));
        assertEquals(2, told.get());
        source.deactivate();
        translators.addTranslator(reference, _ -> Optional.empty());
        assertEquals(List.of(26), lines("tx"), "nobody listens any more");
    }

    @Test
    void shouldLeaveNothingBehindWhenItCannotStart() {
        AtomicInteger asked = new AtomicInteger();
        StubReference<SpecifierTranslator> reference = new StubReference<>(1, Map.of(SpecifierTranslator.COMPATIBLE, "dmaengine,apple"));
        translators.addTranslator(reference, _ -> {
            asked.incrementAndGet();
            throw new AssertionError("on purpose");
        });
        assertThrows(AssertionError.class, () -> begin(0));
        translators.updatedTranslator(reference);
        assertEquals(1, asked.get(), "the source that did not start still listens");
    }

    @Test
    void shouldWaitForNoLookThatHangs() throws Exception {
        begin(1);
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        log.then(() -> {
            hanging.countDown();
            awaited(end);
        });
        Files.writeString(file, "half");
        assertTrue(hanging.await(10, TimeUnit.SECONDS), "the look at the broken file hangs in its warning");
        CountDownLatch done = new CountDownLatch(1);
        Thread.ofPlatform().daemon().start(() -> {
            source.modified(config(file, 1, true));
            source.deactivate();
            done.countDown();
        });
        try {
            assertTrue(done.await(10, TimeUnit.SECONDS), "the look holds the others up");
            assertEquals(12, source.entries().size(), "of the tree that was read before, status ignored");
        } finally {
            end.countDown();
        }
    }

    @Test
    void shouldKeepTheTreeThatThereIsWhenAConfigurationIsRefused() {
        begin(0);
        assertThrows(IllegalArgumentException.class, () -> source.modified(Map.of("poll.interval", 0)));
        assertInstanceOf(Answer.Found.class, source.lookup(SERIAL, "tx"));
    }

    @Test
    void shouldKeepTheTreeOfAFileThatIsBrokenWhenOnlyOtherPropertiesChange() throws Exception {
        begin(0);
        Files.writeString(file, "half");
        source.modified(config(file, 0, true));
        assertEquals(12, source.entries().size());
    }

    @Test
    void shouldSayThatThereIsNoTree() {
        file = folder.resolve("nowhere.dtb");
        begin(0);
        assertEquals(new Answer.None("there is no device tree"), source.lookup(SERIAL, "tx"));
        assertEquals(List.of("warn [{}, " + file + ": there is no such file or folder]"), log.lines());
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void begin(long pollInterval) {
        source = new DeviceTreeComponent(config(file, pollInterval, false), translators, log.logger());
    }

    private List<Integer> lines(String name) {
        return source.entries().stream().filter(entry -> entry.name().equals(name) && Set.of(SERIAL, "/client").contains(entry.device()))
                .map(SlaveMapEntry::requestLine).toList();
    }

    private static TreeWriter tree(int cell) {
        return new TreeWriter().begin("").begin("dma").cells("#dma-cells", 1).cells("phandle", 1).end()
                .begin("client").cells("dmas", 1, cell).texts("dma-names", "a").end().end();
    }

    private static Map<String, Object> config(Path path, long pollInterval, boolean ignoreStatus) {
        return Map.of("path", path.toString(), "poll.interval", pollInterval, "ignore.status", ignoreStatus);
    }
}
