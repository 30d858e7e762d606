package org.dmaengine.tools.swaptest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Progress;
import org.dmaengine.tools.Spread;
import org.dmaengine.tools.stubs.StubContainer;
import org.dmaengine.tools.swap.SwapKind;
import org.dmaengine.tools.swap.Swapper;
import org.dmaengine.tools.swaptest.Rig.Controller;
import org.junit.jupiter.api.Test;

class BareBundlesTest {
    private final StubContainer container = new StubContainer()
            .with("org.dmaengine.controller.memcpy~test", Map.of("dma.controller", Controller.MEMORY.raw()));
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final BareBundles bundles = new BareBundles(new Swapper(container, container.admin(), container, container.context()),
            Set.of(Controller.MEMORY), 2);
    private long now;

    /// A tenth of a second passes whenever somebody looks at the clock.
    private Progress progress() {
        return new Progress(new PrintStream(terminal, true), "bundles alone", bundles.total(), () -> now += 100_000_000);
    }

    @Test
    void shouldRestartAndUpdateEachAndSayHowFarItIs() throws CommandFailure {
        try (Progress progress = progress()) {
            Map<SwapKind, Spread> spreads = bundles.measure(progress, () -> false);
            assertEquals(List.of(2, 2), spreads.values().stream().map(Spread::count).toList());
        }
        assertEquals(List.of("stop 1", "start 1", "stop 1", "start 1", "update", "update"), container.log);
        assertEquals("""
                \r\u001b[Kbundles alone 1 of 4, restart\
                \r\u001b[Kbundles alone 2 of 4, restart\
                \r\u001b[Kbundles alone 3 of 4, update\
                \r\u001b[Kbundles alone 4 of 4, update\
                \r\u001b[K""", terminal.toString());
    }

    @Test
    void shouldDoNoMoreWhenItIsStopped() throws CommandFailure {
        try (Progress progress = progress()) {
            bundles.measure(progress, () -> container.log.size() == 2);
        }
        assertEquals(List.of("stop 1", "start 1"), container.log);
        assertTrue(terminal.toString().contains("bundles alone 1 of 4"), terminal::toString);
    }
}
