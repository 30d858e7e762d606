package org.dmaengine.tools.demo;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.DmaChannel;
import org.dmaengine.MetadataMode;
import org.dmaengine.SlaveConfig;
import org.dmaengine.examples.display.device.Frame;
import org.dmaengine.examples.display.device.Panel;
import org.dmaengine.examples.metadata.Packets;
import org.dmaengine.examples.packets.PacketHeader;
import org.dmaengine.examples.packets.device.Loopback;
import org.dmaengine.examples.repeatedframe.Scanout;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.mapping.Mapping;

/// Clients that send to a device, and see what has become of it.
final class FrameClients {
    static final List<SmallClient> ALL = List.of(
            new SmallClient(Scanout.class, FrameClients::scanout),
            new SmallClient(Packets.class, FrameClients::packets));

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int TX = 9_013;
    private static final int RX = 9_014;
    private static final int WIDTH = 8;
    private static final int HEIGHT = 4;
    private static final int PIXEL = 4;
    private static final int GAP = 8;

    private FrameClients() {
    }

    private static String scanout(Stage stage) throws Exception {
        BlockingQueue<Frame> screen = new LinkedBlockingQueue<>();
        BlockingQueue<Integer> replaced = new LinkedBlockingQueue<>();
        Panel panel = new Panel(WIDTH, HEIGHT, screen::add);
        List<Frame> shown = new ArrayList<>();
        int first = 0x123456;
        int second = 0x654321;
        try (Wiring _ = new Wiring(panel, TX);
             DmaChannel channel = stage.engine().requestAny(Capability.SLAVE, Capability.REPEAT, Capability.LOAD_EOT);
             Mapping before = picture(channel, first);
             Mapping after = picture(channel, second)) {
            channel.configure(FifoSlaveConfig.of(SlaveConfig.builder().destination(0, BusWidth.BYTES_4, WIDTH).build()).withRequestLine(TX));
            Scanout example = new Scanout(channel, WIDTH * PIXEL, WIDTH * PIXEL + GAP);
            example.show(before, HEIGHT, () -> replaced.add(first));
            scan(panel, screen, shown);
            scan(panel, screen, shown);
            panel.scan(1); // amidst a pass
            example.show(after, HEIGHT, () -> replaced.add(second));
            panel.scan(HEIGHT - 1);
            shown.add(Proof.next(screen, "frame"));
            scan(panel, screen, shown);
            Proof.same(first, Proof.next(replaced, "word that the first picture is not read any more"));
            channel.terminateSync();
        }
        long ofFirst = shown.stream().filter(frame -> frame.isAll(first)).count();
        long ofSecond = shown.stream().filter(frame -> frame.isAll(second)).count();
        Proof.isTrue(shown.get(1).isAll(first) && shown.getLast().isAll(second) && ofFirst + ofSecond == shown.size(),
                "%d frames of the first picture, %d of the second, %d of neither", ofFirst, ofSecond, shown.size() - ofFirst - ofSecond);
        return Proof.text("%d frames of %d x %d pixels: %d of one picture, then %d of the next, %d bytes lost", shown.size(), WIDTH, HEIGHT, ofFirst,
                ofSecond, panel.losses());
    }

    private static void scan(Panel panel, BlockingQueue<Frame> screen, List<Frame> shown) throws InterruptedException {
        panel.scan(HEIGHT);
        shown.add(Proof.next(screen, "frame"));
    }

    /// In memory each row is followed by what is not to be shown.
    private static Mapping picture(DmaChannel channel, int colour) {
        Mapping picture = channel.mapper().allocate((long) HEIGHT * (WIDTH * PIXEL + GAP));
        picture.segment().fill((byte) 0xee);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                picture.segment().set(ValueLayout.JAVA_INT_UNALIGNED, (long) y * (WIDTH * PIXEL + GAP) + x * PIXEL, colour);
            }
        }
        return picture;
    }

    private static String packets(Stage stage) throws Exception {
        Loopback device = new Loopback(2, System::nanoTime);
        try (Wiring _ = new Wiring(device.tx(), TX);
             Wiring _ = new Wiring(device.rx(), RX);
             DmaChannel tx = stage.engine().requestAny(Capability.SLAVE);
             DmaChannel rx = stage.engine().requestAny(Capability.SLAVE);
             Mapping sent = tx.mapper().allocate(100);
             Mapping received = rx.mapper().allocate(200)) {
            tx.configure(bytes(TX, false));
            rx.configure(bytes(RX, true));
            sent.segment().copyFrom(Proof.random(100));
            Packets sender = new Packets(tx);
            Packets receiver = new Packets(rx);
            Proof.isTrue(sender.supports(MetadataMode.CLIENT) && sender.supports(MetadataMode.ENGINE), "%s lacks a mode of metadata", tx.name());
            BlockingQueue<byte[]> headers = new LinkedBlockingQueue<>();
            byte[] own = new byte[PacketHeader.BYTES];
            Proof.complete(tx.await(sender.send(sent, header(1)), PATIENCE));
            receiver.receive(received, own, () -> headers.add(own));
            PacketHeader client = next(headers, 1);
            String payload = Proof.arrived(sent.segment(), received.segment().asSlice(0, 100));
            received.segment().fill((byte) 0);
            Proof.complete(tx.await(sender.sendInPlace(sent, header(2)), PATIENCE));
            receiver.receiveInPlace(received, headers::add);
            PacketHeader engine = next(headers, 2);
            Proof.arrived(sent.segment(), received.segment().asSlice(0, 100));
            return Proof.text("%s behind header %d of a client's buffer and header %d of the engine's, %,d us apart", payload, client.sequence(),
                    engine.sequence(), (engine.timestamp() - client.timestamp()) / 1_000);
        }
    }

    private static byte[] header(int sequence) {
        MemorySegment header = Proof.zeros(PacketHeader.BYTES);
        new PacketHeader(7, sequence, 0).writeTo(header);
        return header.toArray(ValueLayout.JAVA_BYTE);
    }

    private static PacketHeader next(BlockingQueue<byte[]> headers, int sequence) throws InterruptedException {
        PacketHeader header = PacketHeader.from(MemorySegment.ofArray(Proof.next(headers, "packet")));
        Proof.isTrue(header.flow() == 7 && header.sequence() == sequence && header.timestamp() != 0, "packet %d came back with %s", sequence, header);
        return header;
    }

    private static FifoSlaveConfig bytes(int line, boolean deviceFlowControl) {
        return FifoSlaveConfig.of(SlaveConfig.builder().source(0, BusWidth.BYTES_1, 16).destination(0, BusWidth.BYTES_1, 16)
                .deviceFlowControl(deviceFlowControl).build()).withRequestLine(line);
    }
}
