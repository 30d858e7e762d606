package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Hang;
import org.dmaengine.core.stubs.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A driver that hangs is diagnosed; it blocks no client that pauses, terminates, synchronizes or releases, nor whoever takes it
/// away (TRM-05, TRM-21, D6, D7). Assistable or not: only a client that asks for bytes to be moved calls a driver itself.
class HangingDriverTest {
    private static final ChannelCapabilities.Builder COPIES = ChannelCapabilities.of(Capability.MEMCPY);

    private final Hang hang = new Hang((transfer, limit) -> 0);
    private Bench bench;

    /// A transfer of 64 bytes has come to byte 10.
    private void begin(boolean assistable) {
        bench = assistable ? Bench.assistable(COPIES) : Bench.of(COPIES);
        bench.channel.prepareMemcpy(bench.zeroes(64), 0, bench.pattern(64), 0, 64).submit();
        bench.issueAndMove(10);
    }

    @AfterEach
    void endThreads() {
        hang.release();
        bench.close();
        Patience.until(HangingDriverTest::isNoHelperLeft, "no thread is left");
    }

    private static boolean isNoHelperLeft() {
        return Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().endsWith("-bench"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Clause({"PAU-02", "PAU-07"})
    @DisplayName("PAU-02 pause gives up after 1 s and says where the driver is; the pause comes all the same")
    void shouldGiveUpAPauseThatHangs(boolean assistable) {
        begin(assistable);
        bench.driver.plan(DriverCall.PAUSE, hang);
        Client<Void> client = Client.does("client", bench.channel::pause);
        String message = assertThrows(DmaException.TimedOut.class, () -> client.answerAfter(TimeUnit.SECONDS.toNanos(1))).getMessage();
        assertTrue(message.contains("dma-pause-bench") && message.contains("(pause, at org.dmaengine.core.stubs.StepDriver."), message);
        hang.release();
        Patience.until(HangingDriverTest::isNoHelperLeft, "the driver has paused");
        bench.move(54);
        assertEquals(DmaStatus.PAUSED, bench.channel.status(1).status());
        assertEquals(54, bench.channel.status(1).residue());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Clause({"TRM-05", "DIFF-04"})
    @DisplayName("TRM-05 terminateAsync calls no driver: it returns, and the transfer has ended")
    void shouldNotCallTheDriverOnTheTerminatingThread(boolean assistable) {
        begin(assistable);
        bench.driver.plan(DriverCall.STOP, hang);
        Client.does("client", bench.channel::terminateAsync).answer();
        assertEquals(DmaStatus.ABORTED, bench.channel.status(1).status());
        assertEquals(List.of("start 1", "step 1 +10"), bench.driver.calls());
        hang.release();
        bench.run();
        assertEquals("stop 1", bench.driver.calls().getLast());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Clause({"TRM-16", "TRM-21"})
    @DisplayName("TRM-21 synchronize gives up after 5 s and says where the driver is")
    void shouldGiveUpASynchronizeWhoseStopHangs(boolean assistable) {
        begin(assistable);
        bench.driver.plan(DriverCall.STOP, hang);
        bench.channel.terminateAsync();
        if (!assistable) {
            Client.does("runner", bench::run);
            hang.awaitInside();
        }
        Client<Void> client = Client.does("client", bench.channel::synchronize);
        String message = assertThrows(DmaException.TimedOut.class, () -> client.answerAfter(TimeUnit.SECONDS.toNanos(5))).getMessage();
        assertTrue(message.contains(assistable ? "dma-stop-bench" : "runner") && message.contains("(stop, at org.dmaengine.core.stubs.StepDriver."), message);
        hang.release();
        bench.whileRunning(bench.channel::synchronize);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("D6 a release ends within its bound, says where the driver is, and the channel is given to nobody else")
    void shouldReleaseThoughStopHangs(boolean assistable) {
        begin(assistable);
        bench.driver.plan(DriverCall.STOP, hang);
        Client.does("client", bench.channel::close).answerAfter(TimeUnit.SECONDS.toNanos(2));
        assertEquals(List.of("released, not clean"), bench.owner.told());
        assertTrue(bench.log.lines().getFirst().contains("(stop, at org.dmaengine.core.stubs.StepDriver."), bench.log.lines().toString());
        hang.release();
        Patience.until(() -> "close".equals(bench.driver.calls().getLast()), "the driver is closed when it has come back");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("D7 a driver that does not answer stop is waited for no longer than the bound, assistable or not")
    void shouldLetADriverLeaveThoughItsStopHangs(boolean assistable) {
        begin(assistable);
        bench.driver.plan(DriverCall.STOP, hang);
        Client<Boolean> leaving = Client.calls("leaving", () -> bench.channel.depart("it leaves", System.nanoTime() + 50_000_000));
        assertFalse(leaving.answer());
        assertEquals(DmaStatus.ABORTED, bench.channel.status(1).status());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("D6 the same for a driver that hangs in close: it has let go of the memory, but is given to nobody else")
    void shouldReleaseThoughCloseHangs(boolean assistable) {
        begin(assistable);
        bench.driver.plan(DriverCall.CLOSE, hang);
        Client.does("client", bench.channel::close).answerAfter(TimeUnit.SECONDS.toNanos(2));
        assertEquals(List.of("released, not clean"), bench.owner.told());
        assertEquals(0, bench.device.liveMappings());
    }
}
