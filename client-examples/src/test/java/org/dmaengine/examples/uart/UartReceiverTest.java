package org.dmaengine.examples.uart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaException;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.ResidueGranularity;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.spi.TransferFault;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A receiver with pages of 16 bytes, under the real core; the device counts 0, 1, 2, ...
class UartReceiverTest {
    private static final int PAGE = 16;
    private static final UartParameters SMALL = UartParameters.at(0x4000).withBuffers(PAGE, PAGE);

    @AutoClose
    private final Bench bench = Bench.of(capabilities());
    private UartReceiver receiver;

    private static ChannelCapabilities.Builder capabilities() {
        return ChannelCapabilities.of(Capability.SLAVE).directions(Direction.DEV_TO_MEM);
    }

    @BeforeEach
    void start() {
        bench.driver.judge(_ -> { });
        receiver = new UartReceiver(bench.channel, SMALL);
        receiver.start();
        bench.run();
    }

    private Optional<Received> now() throws InterruptedException {
        return receiver.next(Duration.ZERO);
    }

    private void assertNext(int from, int count) throws InterruptedException {
        Received next = now().orElseThrow(() -> new AssertionError("nothing has come"));
        assertArrayEquals(Bench.patternBytes(from, count), assertInstanceOf(Received.Bytes.class, next).data());
    }

    private void assertNothing() throws InterruptedException {
        assertEquals(Optional.empty(), now());
    }

    /// The line is silent: the controller ends the transfer under way behind so many bytes more.
    private void silenceBehind(int bytes) {
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            bench.driver.move(transfer, bytes);
            transfer.end();
            return bytes;
        });
        bench.driver.host().wake();
        bench.run();
        bench.deliver();
    }

    @Test
    @Clause({"CLB-08", "CLB-10"})
    void shouldHandOnAPageWhenItIsFullAndStartAnother() throws InterruptedException {
        bench.move(PAGE - 1);
        bench.deliver();
        assertNothing();
        bench.move(1);
        bench.deliver();
        assertNext(0, PAGE);
        bench.move(3 * PAGE);
        bench.deliver();
        assertNext(PAGE, PAGE);
        assertNext(2 * PAGE, PAGE);
        bench.run();
        bench.deliver();
        assertNext(3 * PAGE, PAGE);
        assertNothing();
    }

    @Test
    void shouldHandOnWhatHasComeWhenTheLineIsSilent() throws InterruptedException {
        silenceBehind(5);
        assertNext(0, 5);
        silenceBehind(PAGE - 1);
        assertNext(5, PAGE - 1);
    }

    @Test
    @Clause({"CLB-09", "ST-22", "PAU-09"})
    void shouldHandOnWhatHasComeWhenAskedTo() throws InterruptedException {
        bench.move(7);
        receiver.flush();
        assertNext(0, 7);
        bench.run();
        bench.move(3);
        receiver.flush();
        assertNext(7, 3);
        assertNothing();
        assertFalse(bench.channel.isPaused());
    }

    @Test
    @Clause({"CLB-09", "ST-22", "CLD-03"})
    void shouldCountWhatCameUntilThePause() throws InterruptedException {
        bench.move(4);
        bench.driver.plan(DriverCall.PAUSE, (transfer, left) -> bench.driver.move(transfer, 2)); // held inside, delivered by the pause
        receiver.flush();
        assertNext(0, 6);
        bench.run();
        bench.move(PAGE);
        bench.deliver();
        assertNext(6, PAGE);
    }

    @Test
    void shouldGoOnAsItWasIfAFlushFindsNothing() throws InterruptedException {
        receiver.flush();
        assertNothing();
        assertFalse(bench.channel.isPaused());
        assertFalse(bench.driver.calls().contains("stop 1"));
        bench.move(PAGE);
        bench.deliver();
        assertNext(0, PAGE);
    }

    @Test
    @Clause("CLB-11")
    void shouldTellNothingTwiceWhenACallbackComesLate() throws InterruptedException {
        bench.move(PAGE + 3); // the first page has ended, its callback waits
        receiver.flush();
        assertNext(0, PAGE);
        assertNext(PAGE, 3);
        bench.deliver();
        assertNothing();
        bench.run();
        bench.move(PAGE);
        bench.deliver();
        assertNext(PAGE + 3, PAGE);
    }

    @Test
    void shouldRunNothingWhileNobodyTakesWhatHasArrived() throws InterruptedException {
        bench.move(5 * PAGE);
        bench.deliver();
        assertEquals(2, bench.driver.calls().stream().filter(call -> call.startsWith("start")).count(), "a page each, no more");
        assertNext(0, PAGE);
        bench.run();
        bench.deliver();
        assertNext(PAGE, PAGE);
        assertNext(2 * PAGE, PAGE);
    }

    @Test
    void shouldTellWhatTheDeviceLostInFrontOfTheBytesThatFollow() throws InterruptedException {
        bench.driver.plan(DriverCall.START, (transfer, _) -> {
            transfer.losses(3);
            return 0;
        });
        bench.move(2 * PAGE);
        bench.deliver();
        assertNext(0, PAGE);
        assertEquals(Optional.of(new Received.Overrun(3)), now());
        assertNext(PAGE, PAGE);
    }

    @Test
    void shouldPutABreakBehindWhatCameBeforeIt() throws InterruptedException {
        bench.move(2);
        receiver.lineBreak();
        bench.run();
        bench.move(1);
        receiver.lineBreak();
        receiver.lineBreak();
        assertNext(0, 2);
        assertEquals(Optional.of(new Received.LineBreak()), now());
        assertNext(2, 1);
        assertEquals(Optional.of(new Received.LineBreak()), now());
        assertEquals(Optional.of(new Received.LineBreak()), now());
        assertNothing();
    }

    @Test
    void shouldHandOnWhatCameBeforeAHangUp() throws InterruptedException {
        bench.move(6);
        bench.driver.plan(DriverCall.STEP, (transfer, _) -> {
            throw TransferFault.read(bench.driver.move(transfer, 2), "the line was hung up", null);
        });
        bench.driver.host().wake();
        bench.run();
        bench.deliver();
        assertNext(0, 8);
        assertEquals("the line was hung up", assertInstanceOf(Received.HungUp.class, now().orElseThrow()).reason());
        assertInstanceOf(Received.HungUp.class, now().orElseThrow());
        receiver.flush();
        bench.whileRunning(receiver::close);
    }

    @Test
    @Clause("CLB-12")
    void shouldLeaveNothingBehind() throws InterruptedException {
        bench.move(5);
        bench.whileRunning(receiver::close);
        assertInstanceOf(Received.HungUp.class, now().orElseThrow());
        assertTrue(bench.driver.calls().contains("close"), () -> "released: " + bench.driver.calls());
    }

    @Test
    @Clause("CLB-02")
    void shouldRefuseAChannelThatCannotCountExactly() {
        for (ChannelCapabilities.Builder poor : new ChannelCapabilities.Builder[] {capabilities().pause(false, false),
                capabilities().granularity(ResidueGranularity.DESCRIPTOR)}) {
            try (Bench other = Bench.of(poor)) {
                String message = assertThrows(DmaException.Rejected.class, () -> new UartReceiver(other.channel, SMALL)).getMessage();
                assertTrue(message.contains("that takes pause and a residue"), message);
            }
        }
    }

    @Test
    @Clause("CLB-03")
    void shouldConfigureBytesOfTheDataRegister() {
        AtomicReference<ExtendedSlaveConfig> config = new AtomicReference<>();
        bench.driver.judge(config::set);
        new UartReceiver(bench.channel, SMALL.withIdle(Duration.ofMillis(7)).onLines(3, 4));
        FifoSlaveConfig found = assertInstanceOf(FifoSlaveConfig.class, config.get());
        assertEquals(0x4000, found.base().srcAddress());
        assertEquals(1, found.base().srcWidth().bytes());
        assertEquals(Duration.ofMillis(7), found.idleTimeout());
        assertEquals(3, found.requestLine());
    }
}
