package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.MetadataMode;
import org.dmaengine.SlaveConfig;
import org.dmaengine.contract.Clause;
import org.dmaengine.examples.packets.Packet;
import org.dmaengine.examples.packets.PacketHeader;
import org.dmaengine.examples.packets.PacketReceiver;
import org.dmaengine.examples.packets.PacketSender;
import org.dmaengine.examples.packets.device.Loopback;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/// Packets to a device that sends them back, through the FIFO controller.
@TheProduct
class PacketsIT {
    private static final int TX = 11;
    private static final int RX = 12;
    private static final int LONGEST = 256;
    private static final SlaveConfig BYTES = SlaveConfig.builder()
            .source(0, BusWidth.BYTES_1, 32).destination(0, BusWidth.BYTES_1, 32).deviceFlowControl(true).build();

    private final AtomicLong time = new AtomicLong();
    private final Loopback device = new Loopback(4, time::incrementAndGet);
    private final BlockingQueue<Packet> received = new LinkedBlockingQueue<>();
    private Peripherals peripherals;
    private DmaChannel tx;
    private DmaChannel rx;

    @BeforeEach
    void attach(BundleContext context, @Service ConfigurationAdmin admin, @Service DmaEngine engine) throws IOException, InterruptedException {
        peripherals = new Peripherals(context, admin, engine);
        peripherals.wire(device.tx(), TX);
        peripherals.wire(device.rx(), RX);
        tx = peripherals.channel(Capability.SLAVE);
        rx = peripherals.channel(Capability.SLAVE);
    }

    @AfterEach
    void detach() throws IOException {
        peripherals.close();
    }

    private PacketSender sender(MetadataMode mode) {
        return new PacketSender(tx, Peripherals.onLine(TX, BYTES), mode, 3, 2 * LONGEST);
    }

    private PacketReceiver receiver(MetadataMode mode, int buffers) {
        PacketReceiver receiver = new PacketReceiver(rx, Peripherals.onLine(RX, BYTES), mode, buffers, LONGEST, received::add);
        receiver.start();
        return receiver;
    }

    private Packet next() throws InterruptedException {
        Packet packet = received.poll(10, TimeUnit.SECONDS);
        assertNotNull(packet, "no packet within 10 s");
        return packet;
    }

    @ParameterizedTest
    @CsvSource({"CLIENT, CLIENT", "CLIENT, ENGINE", "ENGINE, CLIENT", "ENGINE, ENGINE"})
    @Clause({"META-16", "META-17", "META-18", "META-19", "CB-17"})
    @DisplayName("five hundred packets of every length: payload, header and time stamp belong together, in order")
    void shouldCarryHeadersBothWays(MetadataMode sending, MetadataMode receiving) throws InterruptedException {
        try (PacketSender sender = sender(sending); PacketReceiver receiver = receiver(receiving, 3)) {
            Thread.ofVirtual().start(() -> sendAll(sender));
            Random random = new Random(5);
            for (int n = 1; n <= 500; n++) {
                Packet packet = next();
                assertEquals(new PacketHeader(9, n, n), packet.header());
                assertArrayEquals(payload(random), packet.payload());
            }
            assertEquals(0, receiver.dropped());
            assertEquals("", receiver.failure());
        }
    }

    private static void sendAll(PacketSender sender) {
        Random random = new Random(5);
        try {
            for (int n = 1; n <= 500; n++) {
                sender.send(new PacketHeader(9, n, 0), payload(random));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] payload(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(LONGEST)];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    @DisplayName("a packet that is too long is dropped as a whole; the one behind it arrives with its own header")
    void shouldDropWhatIsTooLong() throws InterruptedException {
        try (PacketSender sender = sender(MetadataMode.CLIENT); PacketReceiver receiver = receiver(MetadataMode.ENGINE, 2)) {
            sender.send(new PacketHeader(1, 1, 0), new byte[LONGEST]);
            sender.send(new PacketHeader(1, 2, 0), new byte[LONGEST + 40]);
            sender.send(new PacketHeader(1, 3, 0), new byte[] {3});
            assertEquals(1, next().header().sequence());
            assertEquals(3, next().header().sequence());
            assertEquals(1, receiver.dropped());
        }
    }

    @Test
    @DisplayName("a packet that is a word too long ends where its buffer does, and takes nothing with it that comes behind")
    void shouldKeepWhatComesBehindAWordTooMuch() throws InterruptedException {
        for (MetadataMode mode : MetadataMode.values()) {
            try (PacketSender sender = sender(MetadataMode.CLIENT); PacketReceiver receiver = receiver(mode, 2)) {
                sender.send(new PacketHeader(1, 1, 0), new byte[LONGEST + 1]);
                sender.send(new PacketHeader(1, 2, 0), new byte[] {2});
                sender.send(new PacketHeader(1, 3, 0), new byte[LONGEST]);
                assertEquals(2, next().header().sequence());
                assertEquals(LONGEST, next().payload().length);
                assertEquals(1, receiver.dropped());
            }
        }
    }

    @Test
    @DisplayName("a packet that is terminated in the middle is abandoned: nothing of it comes back")
    void shouldAbandonWhatIsTerminated() throws InterruptedException {
        try (PacketSender sender = sender(MetadataMode.CLIENT)) {
            for (int n = 1; n <= 5; n++) { // four fit, nobody receives
                sender.send(new PacketHeader(1, n, 0), new byte[] {(byte) n});
                if (n == 4) {
                    Peripherals.until(() -> time.get() == 4, "the device has four");
                }
            }
        }
        try (PacketReceiver _ = receiver(MetadataMode.CLIENT, 2)) {
            for (int n = 1; n <= 4; n++) {
                assertEquals(n, next().header().sequence());
            }
        }
        assertEquals(4, time.get());
    }
}
