package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.dmaengine.Capability;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.MetadataMode;
import org.dmaengine.SlaveConfig;
import org.dmaengine.contract.Clause;
import org.dmaengine.examples.cyclicring.RingCapture;
import org.dmaengine.examples.metadata.Packets;
import org.dmaengine.examples.peripheral.Receiver;
import org.dmaengine.examples.preparing.EveryKind;
import org.dmaengine.examples.repeatedframe.Scanout;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.mapping.ScatterList;
import org.dmaengine.spi.Controller;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/// What the guide quotes for peripherals works, on a device that is in the test's hand.
@TheProduct
class PeripheralExamplesIT {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final PacedDevice device = new PacedDevice();
    private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    private Controller controller;
    private DmaChannel channel;

    @BeforeEach
    void request(BundleContext context, @Service DmaEngine engine) throws InterruptedException {
        controller = Controller.register(context, "paced", Map.of(), List.of(device));
        channel = engine.request(ChannelRequest.of(Capability.SLAVE).onController("paced"), SOON);
    }

    @AfterEach
    void release() {
        channel.close();
        controller.close();
    }

    @Test
    void shouldReceiveAListAndAShortTransfer() throws InterruptedException {
        Receiver example = new Receiver(channel);
        example.configure();
        MemorySegment first = MemorySegment.ofArray(new byte[8]);
        MemorySegment second = MemorySegment.ofArray(new byte[4]);
        try (Mapping pieces = channel.mapper().map(ScatterList.of(first, second), MapDirection.FROM_DEVICE)) {
            long cookie = example.receive(pieces, bytes -> arrived.add(new byte[] {(byte) bytes}));
            device.move(12);
            assertArrayEquals(new byte[] {12}, next());
            assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status());
            assertArrayEquals(new byte[] {8, 9, 10, 11}, second.toArray(ValueLayout.JAVA_BYTE));

            device.endAfter(4);
            example.receive(pieces, bytes -> arrived.add(new byte[] {(byte) bytes}));
            device.move(4);
            assertArrayEquals(new byte[] {4}, next());
        }
    }

    @Test
    void shouldTakeTheControllersOwnConfiguration() {
        Receiver example = new Receiver(channel);
        example.configure(16);
        DmaException.Rejected refusal = assertThrows(DmaException.Rejected.class, () -> example.configure(65));
        assertTrue(refusal.getMessage().contains("watermark 65 is refused; allowed is 1 to 64"), refusal::getMessage);
    }

    @Test
    void shouldCaptureARingUntilItsListenerHasEnough() throws InterruptedException {
        new Receiver(channel).configure();
        try (Mapping ring = channel.mapper().allocate(32)) {
            RingCapture example = new RingCapture(channel, ring, 8, period -> {
                arrived.add(period.toArray(ValueLayout.JAVA_BYTE));
                return period.get(ValueLayout.JAVA_BYTE, 0) < 40;
            });
            example.start();
            for (int period = 0; period < 5; period++) {
                device.move(8);
                assertEquals(8 * period, next()[0]);
            }
            device.move(4);
            awaitPosition(example, 12);
            device.move(4);
            assertEquals(40, next()[0]);
            channel.synchronize();
            device.move(100);
            assertEquals(DmaStatus.ABORTED, channel.status(1).status());
            assertTrue(arrived.isEmpty(), "no period after the terminate");
            assertEquals(0, example.lost());
        }
    }

    @Test
    @DisplayName("periods that were overwritten before they were seen are counted, not handed on")
    void shouldCountWhatWasOverwritten() throws InterruptedException {
        new Receiver(channel).configure();
        BlockingQueue<Boolean> go = new LinkedBlockingQueue<>();
        try (Mapping ring = channel.mapper().allocate(32)) {
            RingCapture example = new RingCapture(channel, ring, 8, period -> {
                arrived.add(period.toArray(ValueLayout.JAVA_BYTE));
                return take(go);
            });
            example.start();
            device.move(8);
            assertEquals(0, next()[0]); // the listener holds the callback now
            device.move(8 * 6);
            awaitPosition(example, 24);
            go.addAll(List.of(true, true, true, false));
            assertEquals(8 * 4, next()[0]);
            assertEquals(8 * 5, next()[0]);
            assertEquals(8 * 6, next()[0]);
            channel.synchronize();
            assertEquals(3, example.lost());
        }
    }

    @Test
    void shouldShowAPictureUntilTheNext() throws InterruptedException {
        new Receiver(channel).configure();
        Scanout example = new Scanout(channel, 4, 6);
        try (Mapping first = picture((byte) 1); Mapping second = picture((byte) 2)) {
            long cookie = example.show(first, 2, () -> arrived.add(new byte[] {1}));
            device.move(8 + 4); // one and a half pass
            awaitTaken(12);
            example.show(second, 2, () -> arrived.add(new byte[] {2}));
            device.move(4 + 8);
            assertArrayEquals(new byte[] {1}, next());
            assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status());
            awaitTaken(24);
            assertArrayEquals(new byte[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2}, device.taken());
            channel.terminateSync();
        }
    }

    @Test
    @Clause({"META-18", "META-19"})
    void shouldCarryAHeaderBesideThePayload() throws InterruptedException {
        new Receiver(channel).configure();
        Packets example = new Packets(channel);
        assertTrue(example.supports(MetadataMode.CLIENT) && example.supports(MetadataMode.ENGINE));
        try (Mapping packet = channel.mapper().allocate(4)) {
            device.move(16);
            channel.await(example.send(packet, new byte[] {5, 6}), SOON);
            assertArrayEquals(new byte[] {5, 6}, device.lastHeader());
            channel.await(example.sendInPlace(packet, new byte[] {7, 8, 9}), SOON);
            assertArrayEquals(new byte[] {7, 8, 9}, device.lastHeader());

            byte[] header = new byte[4];
            example.receive(packet, header, () -> arrived.add(header));
            assertArrayEquals(new byte[] {3, 0, 0, 0}, next());
            example.receiveInPlace(packet, arrived::add);
            assertArrayEquals(new byte[] {4}, next());
        }
    }

    @Test
    void shouldPrepareEverySlaveKind() {
        channel.configure(SlaveConfig.builder().build());
        EveryKind example = new EveryKind(channel);
        try (Mapping memory = channel.mapper().allocate(64)) {
            assertEquals(64, example.list(memory).length());
            assertEquals(8, example.one(memory, 8, 8).length());
            assertEquals(12, example.vector(memory, memory).length());
            assertEquals(64, example.ring(memory, 16).length());
            assertEquals(32, example.everyOther(memory, 8).length());
            assertThrows(DmaException.Rejected.class, () -> example.copy(memory, memory, 1));
            assertFalse(channel.capabilities().supports(Capability.MEMCPY));
        }
    }

    private Mapping picture(byte value) {
        Mapping picture = channel.mapper().allocate(12);
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
        awaitTrue(() -> device.taken().length == bytes);
    }

    private static void awaitTrue(BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within " + SOON);
            Thread.onSpinWait();
        }
    }
}
