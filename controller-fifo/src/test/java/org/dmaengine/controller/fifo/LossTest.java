package org.dmaengine.controller.fifo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.TransferFlag;
import org.dmaengine.controller.fifo.stubs.HandPort;
import org.dmaengine.controller.fifo.stubs.Relay;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the device itself loses is told with the transfer that it happened to.
class LossTest {
    @AutoClose
    private final FifoBench bench = new FifoBench();
    private final HandPort source = bench.wire(new HandPort(Direction.DEV_TO_MEM));

    @BeforeEach
    void configure() {
        bench.channel.configure(FifoBench.words(BusWidth.BYTES_1, 8));
    }

    private long losses(long cookie) {
        return bench.channel.status(cookie).losses();
    }

    @Test
    void shouldTellWhatWasLostWhileItRan() {
        source.lose(1000); // before anybody used it: nobody's
        long cookie = bench.receive(bench.memory(8));
        source.lose(3);
        source.arrive(4);
        bench.run();
        assertEquals(3, losses(cookie));
        source.lose(2);
        source.arrive(4);
        bench.run();
        assertEquals(5, losses(cookie));
    }

    @Test
    void shouldTellItWithTheResult() {
        Callbacks callbacks = new Callbacks();
        bench.begin(bench.channel.prepareSlaveSg(bench.memory(4), Direction.DEV_TO_MEM, TransferFlag.INTERRUPT).onComplete(callbacks.record()));
        source.insideBurst(() -> source.lose(7));
        source.arrive(4);
        bench.run();
        bench.completers.deliver();
        assertEquals(7, callbacks.only().losses());
    }

    @Test
    @DisplayName("what was lost between two transfers belongs to the second")
    void shouldTellTheNextWhatHappenedInBetween() {
        source.arrive(4);
        long first = bench.receive(bench.memory(4));
        source.lose(6);
        long second = bench.receive(bench.memory(4));
        assertEquals(0, losses(first));
        assertEquals(6, losses(second));
    }

    @Test
    void shouldTellAtPauseAndStop() {
        long cookie = bench.receive(bench.memory(4));
        source.lose(2);
        bench.channel.pause();
        assertEquals(2, losses(cookie));
        source.lose(3);
        bench.channel.terminateAsync();
        bench.run();
        assertEquals(5, losses(cookie));
    }

    @Test
    void shouldTellWithAFault() {
        long cookie = bench.receive(bench.memory(4));
        source.lose(4);
        source.fail("broken");
        bench.run();
        assertEquals(4, losses(cookie));
    }

    @Test
    void shouldTellWhatAPortLostBeforeItWent() {
        long cookie = bench.receive(bench.memory(4));
        source.lose(4);
        bench.unwire(source);
        source.lose(100);
        bench.run();
        HandPort other = new HandPort(Direction.DEV_TO_MEM);
        other.lose(50);
        bench.wire(other);
        bench.run();
        assertEquals(4, losses(cookie));
        other.lose(1);
        other.raise();
        bench.run();
        assertEquals(5, losses(cookie));
    }

    @Test
    @DisplayName("a transfer on another line is not told what the first one's port loses")
    void shouldNotTellTheLossesOfAnotherLine() {
        HandPort elsewhere = bench.wire(new HandPort(Direction.DEV_TO_MEM), Map.of(FifoPort.REQUEST_LINE, 6));
        FifoSlaveConfig config = FifoSlaveConfig.of(FifoBench.words(BusWidth.BYTES_1, 8));
        source.arrive(4);
        bench.receive(bench.memory(4));
        source.lose(7);
        bench.channel.configure(config.withRequestLine(6));
        long cookie = bench.receive(bench.memory(4));
        elsewhere.lose(2);
        elsewhere.arrive(4);
        bench.run();
        assertEquals(2, losses(cookie));
    }

    @Test
    @DisplayName("of two channels on one line one is told, not both")
    void shouldTellALossOnce() {
        FifoChannel second = bench.driver(1);
        try (VirtualChannel other = bench.lease(second, FifoBench.LINE)) {
            other.configure(FifoBench.words(BusWidth.BYTES_1, 8));
            long first = bench.receive(bench.memory(8));
            long beside = other.prepareSlaveSg(other.mapper().allocate(8), Direction.DEV_TO_MEM).submit();
            other.issuePending();
            bench.run();
            source.lose(5);
            source.arrive(16);
            bench.run();
            assertEquals(5, losses(first) + other.status(beside).losses());
        }
    }

    // ---- over a change of the controller ----

    @ParameterizedTest
    @EnumSource
    @DisplayName("what was lost before the controller was replaced, meanwhile and afterwards is told once")
    void shouldTellALossOnceOverASwap(Next next) {
        long cookie = bench.receive(bench.memory(8));
        source.lose(3);
        source.arrive(2);
        bench.run();
        assertEquals(3, losses(cookie));
        source.lose(4); // nobody has looked since
        bench.relay.next(next.of(bench));
        bench.channel.pause();
        assertEquals(7, losses(cookie));
        source.lose(10);
        bench.channel.resume();
        bench.run();
        assertEquals(17, losses(cookie));
        source.lose(5);
        source.arrive(6);
        bench.run();
        assertEquals(22, losses(cookie));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("of a lease that had nothing to do when its controller was replaced the next transfer is told")
    void shouldTellTheNextTransferBehindASwap(Next next) {
        source.arrive(4);
        long first = bench.receive(bench.memory(4));
        source.lose(2);
        bench.relay.next(next.of(bench));
        bench.channel.pause();
        source.lose(3);
        bench.channel.resume();
        source.lose(4);
        long second = bench.receive(bench.memory(4));
        assertEquals(0, losses(first));
        assertEquals(9, losses(second));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a port that leaves while the controller is replaced has told what it lost; what it loses while nobody has it is nobody's")
    void shouldForgetAPortThatLeavesDuringASwap(Next next) {
        long cookie = bench.receive(bench.memory(8));
        source.lose(3);
        bench.relay.next(next.of(bench));
        bench.channel.pause();
        bench.unwire(source);
        source.lose(10);
        bench.channel.resume();
        bench.run();
        HandPort other = bench.wire(new HandPort(Direction.DEV_TO_MEM));
        other.lose(1);
        other.raise();
        bench.run();
        other.lose(1);
        other.raise();
        bench.run();
        assertEquals(3 + 1, losses(cookie));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("of two leases on one line, each of which gets another controller, one is told each loss")
    void shouldTellALossOnceOverTheSwapsOfTwoLeases(Next next) {
        Relay second = new Relay(bench.driver(2));
        try (VirtualChannel other = bench.lease(second, FifoBench.LINE)) {
            other.configure(FifoBench.words(BusWidth.BYTES_1, 8));
            long first = bench.receive(bench.memory(8));
            long beside = other.prepareSlaveSg(other.mapper().allocate(8), Direction.DEV_TO_MEM).submit();
            other.issuePending();
            bench.run();
            source.lose(5);
            Ports ports = next.ports(bench);
            bench.swap(bench.driver(1, ports));
            source.lose(6);
            second.next(bench.driver(3, ports));
            other.pause();
            source.lose(7);
            other.resume();
            source.arrive(16);
            bench.run();
            bench.pass(100_000_000); // one may have found the port in use by the other's former controller
            assertEquals(18, losses(first) + other.status(beside).losses());
        }
    }

    @Test
    @DisplayName("a new lease has nothing to do with what the last one missed")
    void shouldBeginCleanForEachLease() {
        bench.receive(bench.memory(4));
        bench.channel.close();
        source.lose(9);
        try (VirtualChannel next = bench.lease(bench.driver, FifoBench.LINE)) {
            next.configure(FifoBench.words(BusWidth.BYTES_1, 8));
            long cookie = next.prepareSlaveSg(next.mapper().allocate(4), Direction.DEV_TO_MEM).submit();
            next.issuePending();
            bench.run();
            assertEquals(0, next.status(cookie).losses());
        }
    }
}
