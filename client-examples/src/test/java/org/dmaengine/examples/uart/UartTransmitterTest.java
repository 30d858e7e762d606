package org.dmaengine.examples.uart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.spi.TransferFault;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A transmitter with a ring of 16 bytes, under the real core.
class UartTransmitterTest {
    private static final int RING = 16;
    private static final byte XOFF = 0x13;
    private static final Duration SOON = Duration.ofSeconds(10);

    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.SLAVE).directions(Direction.MEM_TO_DEV));
    /// The bytes that the processor wrote, and how many the controller had moved by then.
    private final List<String> urgent = new ArrayList<>();
    private Action whileWriting = () -> { };
    private UartTransmitter transmitter;

    @BeforeEach
    void make() {
        bench.driver.judge(_ -> { });
        transmitter = new UartTransmitter(bench.channel, UartParameters.at(0x4000).withBuffers(RING, RING),
                character -> {
                    urgent.add(character + " behind " + bench.driver.written().length + (bench.channel.isPaused() ? " paused" : ""));
                    whileWriting.run();
                });
    }

    private interface Action {
        void run() throws IOException;
    }

    private int write(int from, int count) throws IOException {
        int taken = transmitter.write(Bench.patternBytes(from, count), 0, count);
        bench.run();
        return taken;
    }

    private void send(int bytes) {
        bench.move(bytes);
        bench.deliver();
        bench.run();
    }

    private void assertSent(int count) {
        assertArrayEquals(Bench.patternBytes(0, count), bench.driver.written());
    }

    private long started() {
        return bench.driver.calls().stream().filter(call -> call.startsWith("start")).count();
    }

    @Test
    @Clause({"CLB-05", "CLB-06"})
    void shouldSendWhatCameMeanwhileInOneTransferMore() throws IOException {
        write(0, 3);
        write(3, 2);
        write(5, 4);
        assertEquals(1, started());
        send(3);
        assertEquals(2, started());
        send(6);
        assertSent(9);
        assertEquals(2, started());
    }

    @Test
    @Clause("CLB-05")
    void shouldGoOverTheEndOfTheRingInOneTransfer() throws IOException {
        write(0, 12);
        send(12);
        write(12, 10); // 4 at the end, 6 at the beginning
        assertEquals(2, started());
        send(10);
        assertSent(22);
        assertEquals(2, started());
    }

    @Test
    void shouldTakeNoMoreThanThereIsRoomFor() throws IOException {
        assertEquals(RING, write(0, 20));
        assertEquals(0, write(RING, 4));
        send(RING);
        assertEquals(4, write(RING, 4));
        send(4);
        assertSent(20);
    }

    @Test
    void shouldWaitForRoomAndForTheEnd() throws IOException, InterruptedException {
        Client<Boolean> client = Client.calls("client", () -> {
            transmitter.write(Bench.patternBytes(0, 100), SOON);
            transmitter.drain(SOON);
            return true;
        });
        Patience.until(() -> {
            send(3);
            return client.isDone();
        }, "all is sent");
        assertTrue(client.answer());
        assertSent(100);
    }

    @Test
    void shouldSayHowFarItCameWhenTheOtherSideIsNotReady() {
        String message = assertThrows(IOException.class, () -> transmitter.write(new byte[20], Duration.ofMillis(1))).getMessage();
        assertEquals("the line has taken nothing for 1 ms, 4 bytes not taken yet; is the other side ready?", message);
        assertTrue(assertThrows(IOException.class, () -> transmitter.drain(Duration.ofMillis(1))).getMessage().contains("16 bytes not sent yet"));
    }

    @Test
    @Clause({"CLB-05", "PAU-09"})
    void shouldLetAnUrgentByteOvertakeWhatWaitsInMemory() throws IOException {
        write(0, 10);
        send(4);
        transmitter.urgent(XOFF);
        assertEquals(List.of(XOFF + " behind 4 paused"), urgent);
        assertFalse(bench.channel.isPaused());
        send(6);
        assertSent(10);
    }

    @Test
    void shouldWriteAnUrgentByteOfAnIdleLineAtOnce() throws IOException {
        transmitter.urgent(XOFF);
        assertEquals(List.of(XOFF + " behind 0"), urgent);
    }

    @Test
    void shouldGoOnAlsoIfTheProcessorCannotWrite() throws IOException {
        try (Bench other = Bench.of(ChannelCapabilities.of(Capability.SLAVE).directions(Direction.MEM_TO_DEV))) {
            other.driver.judge(_ -> { });
            UartTransmitter stuck = new UartTransmitter(other.channel, UartParameters.at(0), _ -> {
                throw new IOException("no room");
            });
            stuck.write(new byte[5], 0, 5);
            other.run();
            assertThrows(IOException.class, () -> stuck.urgent(XOFF));
            assertFalse(other.channel.isPaused());
        }
    }

    @Test
    @Clause({"CLB-07", "CLB-11"})
    void shouldLetALateCallbackAdvanceNothing() throws Exception {
        write(0, 8);
        bench.move(8);
        CompletableFuture<Void> late = new CompletableFuture<>();
        whileWriting = () -> { // the transmitter's lock is held
            bench.completers.begin().thenAccept(late::complete);
            Patience.until(UartTransmitterTest::isCallbackWaiting, "the callback waits for the lock");
            transmitter.flush();
            transmitter.write(Bench.patternBytes(8, 8), 0, 8);
        };
        transmitter.urgent(XOFF);
        late.get();
        assertEquals(RING - 8, write(16, RING), "the room of what was flushed, and no more");
        send(8);
        send(8);
        assertSent(24);
    }

    private static boolean isCallbackWaiting() {
        return Thread.getAllStackTraces().entrySet().stream().anyMatch(thread -> thread.getKey().getState() == Thread.State.WAITING
                && Stream.of(thread.getValue()).anyMatch(frame -> frame.getMethodName().equals("sent")));
    }

    @Test
    @Clause({"CLB-07", "CLD-03"})
    void shouldDropWhatIsFlushed() throws IOException {
        write(0, 10);
        send(4);
        transmitter.flush();
        bench.run();
        transmitter.write(new byte[] {4, 5}, 0, 2);
        bench.run();
        send(RING);
        assertSent(6);
    }

    @Test
    void shouldTellAHangUpToWhoeverWrites() throws IOException {
        write(0, 10);
        bench.driver.plan(DriverCall.STEP, (transfer, _) -> {
            throw TransferFault.write(bench.driver.move(transfer, 3), "the line was hung up", null);
        });
        bench.driver.host().wake();
        bench.run();
        bench.deliver();
        assertEquals("the line was hung up", assertThrows(IOException.class, () -> write(0, 1)).getMessage());
        assertThrows(IOException.class, () -> transmitter.urgent(XOFF));
        assertThrows(IOException.class, () -> transmitter.drain(SOON));
    }

    @Test
    @Clause("CLB-12")
    void shouldLeaveNothingBehind() throws IOException {
        write(0, 10);
        bench.whileRunning(transmitter::close);
        assertThrows(IOException.class, () -> write(0, 1));
        assertTrue(bench.driver.calls().contains("close"), () -> "released: " + bench.driver.calls());
    }
}
