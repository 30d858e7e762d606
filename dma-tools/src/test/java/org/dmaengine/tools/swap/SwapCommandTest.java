package org.dmaengine.tools.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.dmaengine.tools.CommandFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class SwapCommandTest {
    private final StubSwap swap = new StubSwap();
    private final SwapCommand command = new SwapCommand((_, _) -> swap);

    @Test
    void shouldSwapAsOftenAsToldAndPutBack() throws CommandFailure {
        List<Long> told = new ArrayList<>();
        SwapReport report = command.run(SwapParameters.parse(List.of("dma0", "kind=rank", "times=3")), told::add);
        assertEquals(List.of("once", "once", "once", "close"), swap.log);
        assertEquals(report.nanos(), told);
        assertTrue(report.line().startsWith("3 swaps of dma0 by rank, median "), report.line());
    }

    @Test
    void shouldReportOneOrMany() {
        assertEquals("1 swap of dma0 by restart, 1.500 ms", new SwapReport("dma0", SwapKind.RESTART, List.of(1_500_000L)).line());
        assertEquals("3 swaps of dma0 by kill, median 2.000 ms, p99 3.000 ms, max 3.000 ms",
                new SwapReport("dma0", SwapKind.KILL, List.of(3_000_000L, 1_000_000L, 2_000_000L)).line());
    }

    @Test
    void shouldPutBackAfterAFailure() {
        swap.failure = new CommandFailure("broken");
        assertEquals("swap: broken", assertThrows(CommandFailure.class, () -> run("dma0", "times=5")).getMessage());
        assertEquals(List.of("once", "close"), swap.log);
    }

    @Test
    void shouldFinishTheSwapUnderWayWhenInterrupted() throws Exception {
        swap.gate = new CountDownLatch(1);
        FutureTask<SwapReport> task = new FutureTask<>(() -> run("dma0", "times=2", "every=3600000"));
        Thread thread = Thread.ofPlatform().start(task);
        swap.entered.await();
        thread.interrupt();
        swap.gate.countDown();
        thread.join();
        assertEquals("interrupted; dma0 is as it was configured", task.exceptionNow().getMessage());
        assertEquals("close", swap.log.getLast());
        assertTrue(swap.undisturbed, "the thread of a swap was interrupted");
    }

    @Test
    void shouldPutBackBeforeItsServicesGo() throws Exception {
        FutureTask<SwapReport> task = new FutureTask<>(() -> run("dma0", "times=2", "every=3600000"));
        Thread thread = Thread.ofPlatform().start(task);
        swap.entered.await();
        command.deactivate();
        assertEquals(List.of("once", "close"), swap.log);
        thread.join();
        assertEquals(1, task.resultNow().nanos().size());
    }

    @Test
    void shouldReadWhatIsTyped() throws CommandFailure {
        assertEquals(new SwapParameters("dma0", SwapKind.RESTART, 1, Duration.ZERO), SwapParameters.parse(List.of("dma0")));
        assertEquals(new SwapParameters("dma0", SwapKind.KILL, 7, Duration.ofMillis(20)),
                SwapParameters.parse(List.of("dma0", "kind=kill", "times=7", "every=20")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kind=kill            | usage: dma:swap CONTROLLER
            dma0 kind=kil        | kind=kil is refused; did you mean kill?
            dma0 kind=explode    | kind=explode is refused; there are restart, update, config, rank, kill
            dma0 times=0         | times=0 is refused; it takes a whole number from 1 to 1000000
            dma0 times=many      | times=many is refused
            dma0 every=-1        | every=-1 is refused; it takes a whole number from 0 to 3600000
            dma0 evry=5          | dma:swap has no parameter 'evry'; did you mean every?
            dma0 7               | dma:swap has no parameter '7'; there are every, kind, times. Parameters are key=value
            """)
    void shouldRefuseWithOneLineThatTeaches(String words, String expected) {
        CommandFailure refusal = assertThrows(CommandFailure.class, () -> SwapParameters.parse(List.of(words.split(" "))));
        assertTrue(refusal.getMessage().startsWith(expected), refusal.getMessage());
    }

    private SwapReport run(String... words) throws CommandFailure {
        return command.run(SwapParameters.parse(List.of(words)), _ -> { });
    }
}
