package org.dmaengine.tools.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmaengine.DmaException;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.stubs.StubContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.BundleException;

class KindsTest {
    private static final String OWN = "org.dmaengine.controller.memcpy~dma0";
    private static final Map<String, Object> PROPERTIES = Map.of("dma.controller", "dma0", "service.ranking", 5);

    private final StubContainer container = new StubContainer().with(OWN, PROPERTIES);
    private final Swapper swapper = new Swapper(container, container.admin(), container, container.context());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RESTART | stop 1, start 1
            UPDATE  | update
            CONFIG  | update org.dmaengine.controller.memcpy~dma0
            RANK    | update org.dmaengine.controller.memcpy~dma0-stand-in-6, delete org.dmaengine.controller.memcpy~dma0
            KILL    | fail dma0, update org.dmaengine.controller.memcpy~dma0
            """)
    void shouldReplaceTheController(SwapKind kind, String done) throws CommandFailure {
        swapper.of(kind, "dma0").once();
        assertEquals(List.of(done.split(", ")), container.log);
        assertEquals(2, container.channels().size(), "channels of former instances are left");
    }

    @ParameterizedTest
    @EnumSource(SwapKind.class)
    void shouldLeaveWhatTheUserConfigured(SwapKind kind) throws CommandFailure {
        for (int times = 1; times <= 3; times++) {
            try (Swap swap = swapper.of(kind, "dma0")) {
                for (int i = 0; i < times; i++) {
                    swap.once();
                }
            }
            assertEquals(Map.of(OWN, PROPERTIES), container.configurations, times + " times " + kind);
        }
    }

    @Test
    void shouldOutrankTheFormerInstanceEachTime() throws CommandFailure {
        Swap swap = swapper.of(SwapKind.RANK, "dma0");
        swap.once();
        swap.once();
        assertEquals(Set.of("org.dmaengine.controller.memcpy~dma0-stand-in-7"), container.configurations.keySet());
        assertEquals(7, container.configurations.values().iterator().next().get("service.ranking"));
    }

    @Test
    void shouldChangeOnlyTheNumberOfThreads() throws CommandFailure {
        swapper.of(SwapKind.CONFIG, "dma0").once();
        assertEquals(Map.of("dma.controller", "dma0", "service.ranking", 5, "engine.threads", 2), container.configurations.get(OWN));
    }

    @ParameterizedTest
    @CsvSource({"org.dmaengine.controller.fifo, physical.channels, 3, 2", "org.dmaengine.controller.memcpy, engine.threads, 64, 63",
        "com.example, dma.swap, , 1"})
    void shouldKnowWhatIsHard(String factory, String property, Integer before, int after) {
        Dictionary<String, Object> configuration = new java.util.Hashtable<>(before == null ? Map.of() : Map.of(property, (long) before));
        assertEquals(after, new HardChange(factory).of(configuration).get(property));
    }

    @Test
    void shouldTakeTheBestRankedOfSeveral() throws CommandFailure {
        container.with("org.dmaengine.controller.memcpy~other", Map.of("dma.controller", "dma0", "service.ranking", 9));
        swapper.of(SwapKind.CONFIG, "dma0").once();
        assertEquals(List.of("update org.dmaengine.controller.memcpy~other"), container.log);
    }

    @Test
    void shouldRestartWhatHasNoConfiguration() throws CommandFailure {
        container.hasPids = false;
        swapper.of(SwapKind.KILL, "dma0").once();
        assertEquals(List.of("fail dma0", "stop 1", "start 1"), container.log);
    }

    @Test
    void shouldFailWhatClientsSee() throws CommandFailure {
        swapper.of(SwapKind.KILL, "dma0", "watched").once();
        assertEquals("fail watched", container.log.getFirst());
    }

    // ---- refusals ----

    @Test
    void shouldNameTheNearestController() {
        assertEquals("no controller is called 'dna0'; did you mean dma0?",
                assertThrows(CommandFailure.class, () -> swapper.of(SwapKind.RESTART, "dna0")).getMessage());
    }

    @ParameterizedTest
    @EnumSource(value = SwapKind.class, names = {"CONFIG", "RANK"})
    void shouldSayWhatNeedsNoConfiguration(SwapKind kind) {
        container.hasPids = false;
        assertEquals("controller dma0 comes from no configuration, which kind=" + kind.key() + " would change; restart and update need none",
                assertThrows(CommandFailure.class, () -> swapper.of(kind, "dma0")).getMessage());
    }

    @Test
    void shouldNotTakeAwayWhatItCouldNotPutBack() {
        container.with("com.example.single", Map.of("dma.controller", "single"));
        CommandFailure refusal = assertThrows(CommandFailure.class, () -> swapper.of(SwapKind.RANK, "single"));
        assertTrue(refusal.getMessage().startsWith("configuration com.example.single is no named instance"), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RESTART | bundle stub.controllers does not restart: broken
            UPDATE  | bundle stub.controllers is not updated from file:stub.jar: broken; it runs as before
            """)
    void shouldSayWhichBundleRefuses(SwapKind kind, String message) {
        container.refusal = new BundleException("broken");
        assertEquals(message, assertThrows(CommandFailure.class, () -> swapper.of(kind, "dma0").once()).getMessage());
    }

    @Test
    void shouldSayWhichConfigurationRefuses() {
        container.readOnly = true;
        assertEquals("configuration " + OWN + " cannot be changed: it is read-only",
                assertThrows(CommandFailure.class, () -> swapper.of(SwapKind.CONFIG, "dma0").once()).getMessage());
    }

    @Test
    void shouldNotWaitForEver() throws CommandFailure {
        Presence presence = new Presence(container, "dma0", Duration.ofMillis(3));
        Presence.Instance former = presence.instance();
        assertEquals("no replacement of controller dma0 within 3 ms: 0 of 2 channels have come anew, 2 have not left; the log says why",
                assertThrows(DmaException.TimedOut.class, () -> presence.awaitReplaced(former)).getMessage());
        container.dead = true;
        assertThrows(DmaException.TimedOut.class, new Restart(presence, container.context())::once);
    }

    @Test
    void shouldPutBackWhatANewcomerDidNotReplace() throws CommandFailure {
        Presence presence = new Presence(container, "dma0", Duration.ZERO);
        Configurations configurations = new Configurations(container.admin());
        try (Swap swap = new Overtake(presence, configurations, configurations.required(presence, SwapKind.RANK))) {
            container.dead = true;
            assertThrows(DmaException.TimedOut.class, swap::once);
            container.dead = false;
        }
        assertEquals(Map.of(OWN, PROPERTIES), container.configurations);
    }
}
