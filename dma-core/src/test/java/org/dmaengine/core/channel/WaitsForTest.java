package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveConfig;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a transfer waits for, by the driver's own words.
class WaitsForTest {
    private static final String NO_PORT = "no port on request line 5";

    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.SLAVE).directions(Direction.MEM_TO_DEV).pause(true, true).depth(2));
    private final VirtualChannel channel = bench.channel;
    private final Mapping memory = bench.pattern(64);

    @BeforeEach
    void configure() {
        channel.configure(SlaveConfig.builder().build());
    }

    private long send(int length) {
        long cookie = channel.prepareSlaveSingle(memory, 0, length, Direction.MEM_TO_DEV).submit();
        channel.issuePending();
        return cookie;
    }

    private void say(String reason) {
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            bench.driver.host().waitsFor(reason);
            return 0;
        });
        bench.move(0);
    }

    @Test
    void shouldTellWhoeverAsksOrLists() {
        long cookie = send(16);
        say(NO_PORT);
        assertEquals(NO_PORT, channel.status(cookie).detail());
        assertEquals(NO_PORT, channel.standstill());
    }

    @Test
    @DisplayName("who waits too long is told once what for")
    void shouldTellWhoeverWaits() {
        long cookie = send(16);
        say(NO_PORT);
        DmaException.TimedOut late = assertThrows(DmaException.TimedOut.class, () -> channel.await(cookie, Duration.ZERO));
        assertEquals("dma0chan0: cookie 1 has not ended within 0 ms: IN_PROGRESS, 16 bytes to go; " + NO_PORT, late.getMessage());
    }

    @Test
    void shouldTellWhoeverWaitsBehindIt() {
        send(16);
        send(16);
        long third = send(16);
        say(NO_PORT);
        DmaException.TimedOut late = assertThrows(DmaException.TimedOut.class, () -> channel.await(third, Duration.ZERO));
        assertTrue(late.getMessage().endsWith("16 bytes to go, issued, 2 before it; " + NO_PORT), late.getMessage());
        assertEquals(NO_PORT, channel.standstill());
    }

    @Test
    void shouldBeForgottenOnceBytesMove() {
        long cookie = send(16);
        say(NO_PORT);
        bench.move(8);
        assertEquals("", channel.status(cookie).detail(), "it waits again, and the driver has not said for what");
        assertEquals("", channel.standstill());
    }

    @Test
    void shouldFollowTheDriversWords() {
        long cookie = send(16);
        say(NO_PORT);
        say("no request on line 5");
        assertEquals("no request on line 5", channel.status(cookie).detail());
    }

    @Test
    @DisplayName("what a device kept the last one waiting for is not what the next one waits for")
    void shouldBeForgottenWithItsTransfer() {
        send(16);
        say(NO_PORT);
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            transfer.end();
            return 0;
        });
        bench.move(0);
        long next = send(16);
        bench.run();
        assertEquals("", channel.status(next).detail());
        say(NO_PORT);
        channel.terminateAsync();
        bench.run();
        long afterTerminate = send(16);
        bench.run();
        assertEquals("", channel.status(afterTerminate).detail());
        assertEquals("", channel.standstill());
    }

    @Test
    @Clause("ST-24")
    @DisplayName("a pause comes first: nothing would move though the device were there")
    void shouldSayPausedFirst() {
        long cookie = send(16);
        say(NO_PORT);
        channel.pause();
        assertEquals("paused", channel.status(cookie).detail());
        assertEquals("paused", channel.standstill());
        channel.resume();
        bench.run();
    }
}
