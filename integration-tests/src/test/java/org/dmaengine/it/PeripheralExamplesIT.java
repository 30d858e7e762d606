package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.MetadataMode;
import org.dmaengine.SlaveConfig;
import org.dmaengine.SlaveMap;
import org.dmaengine.contract.Clause;
import org.dmaengine.examples.cyclicring.RingCapture;
import org.dmaengine.examples.metadata.Packets;
import org.dmaengine.examples.peripheral.Receiver;
import org.dmaengine.examples.preparing.EveryKind;
import org.dmaengine.examples.repeatedframe.Scanout;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.mapping.ScatterList;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// What the guide quotes for peripherals works, on the FIFO controller and a device that is in the test's hand.
@TheProduct
class PeripheralExamplesIT {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final AtomicInteger BOARDS = new AtomicInteger();

    private final HandPort source = new HandPort(Direction.DEV_TO_MEM);
    private final HandPort sink = new HandPort(Direction.MEM_TO_DEV);
    private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    private final List<Configuration> board = new ArrayList<>();
    private final List<ServiceRegistration<FifoPort>> ports = new ArrayList<>();
    private DmaChannel rx;
    private DmaChannel tx;

    /// Names of its own for each test, since what is deleted goes a little later.
    @BeforeEach
    void request(BundleContext context, @Service ConfigurationAdmin admin, @Service SlaveMap slaveMap) throws Exception {
        String device = "hand" + BOARDS.incrementAndGet();
        String controller = device + "-fifo";
        configure(admin, "org.dmaengine.controller.fifo", controller,
                Map.of("dma.controller", controller, "dma.channels", 2, "max.burst", 64, "metadata.max", 16));
        configure(admin, "org.dmaengine.slavemap.entry", device + "rx",
                Map.of("device", device, "name", "rx", "controller", controller, "request.line", 1));
        configure(admin, "org.dmaengine.slavemap.entry", device + "tx",
                Map.of("device", device, "name", "tx", "controller", controller, "request.line", 2));
        register(context, source, 1, controller);
        register(context, sink, 2, controller);
        rx = slaveMap.requestChannel(device, "rx", SOON);
        tx = slaveMap.requestChannel(device, "tx", SOON);
    }

    private void configure(ConfigurationAdmin admin, String factory, String name, Map<String, Object> properties) throws IOException {
        Configuration configuration = admin.getFactoryConfiguration(factory, name, "?");
        configuration.update(new Hashtable<>(properties));
        board.add(configuration);
    }

    private void register(BundleContext context, HandPort port, int line, String controller) {
        ports.add(context.registerService(FifoPort.class, port,
                new Hashtable<>(Map.of(FifoPort.REQUEST_LINE, line, FifoPort.CONTROLLER, controller))));
    }

    @AfterEach
    void release() throws IOException {
        tx.close();
        rx.close();
        ports.forEach(ServiceRegistration::unregister);
        for (Configuration configuration : board.reversed()) {
            configuration.delete();
        }
    }

    @Test
    @Clause("CFG-06")
    void shouldReceiveAListAndAShortTransfer() throws InterruptedException {
        Receiver example = new Receiver(rx);
        example.configure();
        MemorySegment first = MemorySegment.ofArray(new byte[8]);
        MemorySegment second = MemorySegment.ofArray(new byte[4]);
        try (Mapping pieces = rx.mapper().map(ScatterList.of(first, second), MapDirection.FROM_DEVICE)) {
            long cookie = example.receive(pieces, bytes -> arrived.add(new byte[] {(byte) bytes}));
            source.move(12);
            assertArrayEquals(new byte[] {12}, next());
            assertEquals(DmaStatus.COMPLETE, rx.status(cookie).status());
            assertArrayEquals(new byte[] {8, 9, 10, 11}, second.toArray(ValueLayout.JAVA_BYTE));

            source.endAfter(4);
            example.receive(pieces, bytes -> arrived.add(new byte[] {(byte) bytes}));
            source.move(4);
            assertArrayEquals(new byte[] {4}, next());
        }
    }

    @Test
    @DisplayName("the controller's own configuration: an idle line ends a transfer, words below the watermark included")
    void shouldTakeTheControllersOwnConfiguration() throws InterruptedException {
        Receiver example = new Receiver(rx);
        example.configure(16, Duration.ofMillis(20));
        try (Mapping memory = rx.mapper().map(ScatterList.of(MemorySegment.ofArray(new byte[100])), MapDirection.FROM_DEVICE)) {
            example.receive(memory, bytes -> arrived.add(new byte[] {(byte) bytes}));
            source.move(68);
            assertArrayEquals(new byte[] {68}, next());
        }
        DmaException.Rejected refusal = assertThrows(DmaException.Rejected.class, () -> example.configure(65, Duration.ZERO));
        assertTrue(refusal.getMessage().contains("65 is refused; allowed is 0 to 64"), refusal::getMessage);
    }

    @Test
    void shouldCaptureARingUntilItsListenerHasEnough() throws InterruptedException {
        new Receiver(rx).configure();
        try (Mapping ring = rx.mapper().allocate(32)) {
            RingCapture example = new RingCapture(rx, ring, 8, period -> {
                arrived.add(period.toArray(ValueLayout.JAVA_BYTE));
                return period.get(ValueLayout.JAVA_BYTE, 0) < 40;
            });
            example.start();
            for (int period = 0; period < 5; period++) {
                source.move(8);
                assertEquals(8 * period, next()[0]);
            }
            source.move(4);
            awaitPosition(example, 12);
            source.move(4);
            assertEquals(40, next()[0]);
            rx.synchronize();
            source.move(100);
            assertEquals(DmaStatus.ABORTED, rx.status(1).status());
            assertTrue(arrived.isEmpty(), "no period after the terminate");
            assertEquals(0, example.lost());
        }
    }

    @Test
    @DisplayName("periods that were overwritten before they were seen are counted, not handed on")
    void shouldCountWhatWasOverwritten() throws InterruptedException {
        new Receiver(rx).configure();
        BlockingQueue<Boolean> go = new LinkedBlockingQueue<>();
        try (Mapping ring = rx.mapper().allocate(32)) {
            RingCapture example = new RingCapture(rx, ring, 8, period -> {
                arrived.add(period.toArray(ValueLayout.JAVA_BYTE));
                return take(go);
            });
            example.start();
            source.move(8);
            assertEquals(0, next()[0]); // the listener holds the callback now
            source.move(8 * 6);
            awaitPosition(example, 24);
            go.addAll(List.of(true, true, true, false));
            assertEquals(8 * 4, next()[0]);
            assertEquals(8 * 5, next()[0]);
            assertEquals(8 * 6, next()[0]);
            rx.synchronize();
            assertEquals(3, example.lost());
        }
    }

    @Test
    void shouldShowAPictureUntilTheNext() throws InterruptedException {
        tx.configure(SlaveConfig.builder().destination(0x4000_4408, BusWidth.BYTES_4, 8).build());
        Scanout example = new Scanout(tx, 4, 6);
        try (Mapping first = picture((byte) 1); Mapping second = picture((byte) 2)) {
            long cookie = example.show(first, 2, () -> arrived.add(new byte[] {1}));
            sink.move(8 + 4); // one and a half pass
            awaitTaken(12);
            example.show(second, 2, () -> arrived.add(new byte[] {2}));
            sink.move(4 + 8);
            assertArrayEquals(new byte[] {1}, next());
            assertEquals(DmaStatus.COMPLETE, tx.status(cookie).status());
            awaitTaken(24);
            assertArrayEquals(new byte[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2}, sink.taken());
            tx.terminateSync();
        }
    }

    @Test
    @Clause({"META-18", "META-19"})
    void shouldCarryAHeaderBesideThePayload() throws InterruptedException {
        SlaveConfig bytes = SlaveConfig.builder().build();
        rx.configure(bytes);
        tx.configure(bytes);
        Packets sender = new Packets(tx);
        assertTrue(sender.supports(MetadataMode.CLIENT) && sender.supports(MetadataMode.ENGINE));
        try (Mapping packet = tx.mapper().allocate(4)) {
            sink.move(8);
            tx.await(sender.send(packet, new byte[] {5, 6}), SOON);
            assertArrayEquals(new byte[] {5, 6}, sink.lastHeader());
            tx.await(sender.sendInPlace(packet, new byte[] {7, 8, 9}), SOON);
            assertArrayEquals(new byte[] {7, 8, 9}, sink.lastHeader());
        }
        Packets receiver = new Packets(rx);
        try (Mapping packet = rx.mapper().allocate(4)) {
            source.endAfter(4);
            source.move(8);
            byte[] header = new byte[4];
            receiver.receive(packet, header, () -> arrived.add(header));
            assertArrayEquals(new byte[] {1, 0, 0, 0}, next());
            receiver.receiveInPlace(packet, arrived::add);
            assertArrayEquals(new byte[] {2}, next());
        }
    }

    @Test
    void shouldPrepareEverySlaveKind() {
        rx.configure(SlaveConfig.builder().build());
        EveryKind example = new EveryKind(rx);
        try (Mapping memory = rx.mapper().allocate(64)) {
            assertEquals(64, example.list(memory).length());
            assertEquals(8, example.one(memory, 8, 8).length());
            assertEquals(12, example.vector(memory, memory).length());
            assertEquals(64, example.ring(memory, 16).length());
            assertEquals(32, example.everyOther(memory, 8).length());
            assertThrows(DmaException.Rejected.class, () -> example.copy(memory, memory, 1));
            assertFalse(rx.capabilities().supports(Capability.MEMCPY));
        }
    }

    private Mapping picture(byte value) {
        Mapping picture = tx.mapper().allocate(12);
        picture.segment().fill(value);
        return picture;
    }

    private byte[] next() throws InterruptedException {
        byte[] bytes = arrived.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        if (bytes == null) {
            throw new AssertionError("nothing arrived within " + SOON);
        }
        return bytes;
    }

    private static boolean take(BlockingQueue<Boolean> answers) {
        try {
            return Boolean.TRUE.equals(answers.poll(SOON.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitPosition(RingCapture example, long position) {
        awaitTrue(() -> example.position() == position);
    }

    private void awaitTaken(int bytes) {
        awaitTrue(() -> sink.taken().length == bytes);
    }

    private static void awaitTrue(BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within " + SOON);
            Thread.onSpinWait();
        }
    }
}
