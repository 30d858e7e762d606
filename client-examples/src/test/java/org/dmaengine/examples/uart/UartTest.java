package org.dmaengine.examples.uart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveMap;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.DriverCall;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A UART that is opened by name: the channels it asks for, and the memory it maps.
class UartTest {
    private static final UartParameters PARAMETERS = UartParameters.at(0x4000);
    private static final int PAGE = 4096;

    @AutoClose
    private final Bench rx = Bench.of(ChannelCapabilities.of(Capability.SLAVE).directions(Direction.DEV_TO_MEM));
    @AutoClose
    private final Bench tx = Bench.of(ChannelCapabilities.of(Capability.SLAVE).directions(Direction.MEM_TO_DEV));
    private final List<String> asked = new ArrayList<>();
    private DmaException refusal;

    /// Knows "rx" and, unless it is refused, "tx".
    private final class Names implements SlaveMap {
        @Override
        public DmaChannel requestChannel(String device, String name) {
            asked.add(device + " " + name);
            if (name.equals("tx") && refusal != null) {
                throw refusal;
            }
            return name.equals("tx") ? tx.channel : rx.channel;
        }

        @Override
        public DmaChannel requestChannel(String device, String name, Duration timeout) {
            throw new UnsupportedOperationException("a UART does not wait");
        }

        @Override
        public CompletionStage<DmaChannel> requestChannelAsync(String device, String name) {
            throw new UnsupportedOperationException("a UART does not wait");
        }
    }

    @BeforeEach
    void takeAnyConfiguration() {
        rx.driver.judge(_ -> { });
        tx.driver.judge(_ -> { });
    }

    private Uart open() {
        return Uart.open(new Names(), "uart0", PARAMETERS, _ -> { });
    }

    private void close(Uart uart) {
        rx.whileRunning(() -> uart.receiver().close());
        tx.whileRunning(() -> uart.transmitter().close());
    }

    @Test
    @Clause("CLB-01")
    void shouldAskForItsReceiverThenForItsTransmitter() {
        close(open());
        assertEquals(List.of("uart0 rx", "uart0 tx"), asked);
    }

    @Test
    @Clause({"CLB-01", "CLD-02"})
    @DisplayName("without one of its channels it holds none, and says why, so that its caller can do without DMA")
    void shouldHoldNothingWhenAChannelIsMissing() {
        refusal = new DmaException.NoSuchChannel("no entry for uart0 tx");
        assertSame(refusal, assertThrows(DmaException.class, this::open));
        assertTrue(rx.driver.calls().contains("close"), () -> "released: " + rx.driver.calls());
    }

    @Test
    @Clause("CLB-04")
    @DisplayName("one mapping for all pages and one for the ring, however many transfers they serve")
    void shouldMapItsBuffersOnce() throws Exception {
        List<Long> lengths = new ArrayList<>();
        rx.driver.plan(DriverCall.START, (transfer, _) -> {
            lengths.add(transfer.length());
            return 0;
        });
        Uart uart = open();
        rx.move(PAGE);
        assertEquals(List.of((long) PAGE), lengths);
        for (int i = 0; i < 3; i++) {
            uart.transmitter().write(new byte[10], 0, 10);
            tx.move(10);
            tx.deliver();
            rx.move(PAGE);
            rx.deliver();
            assertEquals(1, rx.device.liveMappings());
            assertEquals(1, tx.device.liveMappings());
        }
        close(uart);
        assertEquals(0, rx.device.liveMappings() + tx.device.liveMappings());
    }
}
