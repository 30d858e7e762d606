package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Hang;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A call of the driver that was given up on returns after all: only then is the driver asked to let go and closed, and only
/// then does its memory come free, whichever call it was.
class LateReturnTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY));
    private final VirtualChannel channel = bench.channel;
    private final Mapping from = bench.pattern(64);
    private final Mapping to = bench.zeroes(64);

    private void submit() {
        channel.prepareMemcpy(to, 0, from, 0, 64).submit();
    }

    private static long soon() {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
    }

    @ParameterizedTest
    @EnumSource(names = {"START", "STEP", "PAUSE", "RESUME"})
    @DisplayName("D12 a driver that leaves from inside its own call is asked to let go when that has returned")
    void shouldLetGoOfADriverThatLeavesFromInsideItsOwnCall(DriverCall call) {
        AtomicBoolean answered = new AtomicBoolean(true);
        bench.driver.plan(call, (transfer, limit) -> {
            answered.set(channel.depart("it leaves", soon()));
            return 0;
        });
        submit();
        bench.issueAndMove(call == DriverCall.STEP ? 1 : 0);
        if (call == DriverCall.PAUSE || call == DriverCall.RESUME) {
            bench.whileRunning(channel::pause);
        }
        if (call == DriverCall.RESUME) {
            channel.resume();
            bench.run();
        }
        assertFalse(answered.get(), "the driver's own call was under way");
        Patience.until(() -> "close".equals(bench.driver.calls().getLast()), "the driver is closed; it was called " + bench.driver.calls());
        assertTrue(bench.driver.calls().contains("stop 1"), bench.driver.calls().toString());
        channel.synchronize();
        channel.close();
        assertEquals(0, bench.device.liveMappings());
    }

    @Test
    @DisplayName("D12 a driver that fails when it is asked to let go late is closed all the same")
    void shouldCloseADriverWhoseLateStopFails() {
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            channel.depart("it leaves", soon());
            return 0;
        });
        bench.driver.plan(DriverCall.STOP, (transfer, limit) -> {
            throw new AssertionError("late");
        });
        submit();
        bench.issueAndMove(1);
        Patience.until(() -> "close".equals(bench.driver.calls().getLast()), "the driver is closed; it was called " + bench.driver.calls());
        channel.synchronize();
    }

    @Test
    @DisplayName("D6 a driver that hung in a pause without a transfer is closed when it has come back")
    void shouldCloseADriverThatHungWithNothingToDo() {
        Hang hang = new Hang((transfer, limit) -> 0);
        bench.driver.plan(DriverCall.PAUSE, hang);
        Client.does("client", () -> {
            try {
                channel.pause();
            } catch (RuntimeException late) {
                return;
            }
        });
        hang.awaitInside();
        assertFalse(channel.depart("it leaves", soon()));
        hang.release();
        Patience.until(() -> "close".equals(bench.driver.calls().getLast()), "the driver is closed");
    }
}
