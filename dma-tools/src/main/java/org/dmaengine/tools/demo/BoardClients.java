package org.dmaengine.tools.demo;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.ChannelInfo;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferStatus;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.Loopback;
import org.dmaengine.examples.channelgone.Persistent;
import org.dmaengine.examples.swaplistener.WatermarkSender;
import org.dmaengine.examples.whenpresent.Bridge;
import org.dmaengine.examples.whenpresent.CopyService;
import org.dmaengine.mapping.Mapping;

/// Clients of a board that changes: names and controllers come and go while they are shown.
final class BoardClients {
    static final List<SmallClient> ALL = List.of(
            new SmallClient(CopyService.class, BoardClients::whenPresent),
            new SmallClient(Persistent.class, BoardClients::channelGone),
            new SmallClient(WatermarkSender.class, BoardClients::swapListener));

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String DEVICE = "demo";
    private static final String NAME = "copy";
    private static final String CONTROLLER = "demo-leaving";
    private static final int BYTES = 4_096;
    private static final String PERIPHERALS = "demo-peripherals";
    private static final int LINE = 9_013;
    private static final int WATERMARK = 32;

    private BoardClients() {
    }

    private static String whenPresent(Stage stage) throws Exception {
        MemorySegment source = Proof.random(BYTES);
        MemorySegment target = Proof.zeros(BYTES);
        try (Borrowed<CopyService> copies = Borrowed.of(CopyService.class); Borrowed<Bridge> bridge = Borrowed.of(Bridge.class)) {
            Proof.complete(copies.get().copy(source, target));
            Map<String, Object> controller = Map.of("controller", stage.controllerWith(Capability.MEMCPY));
            String channels;
            try (Configured _ = Configured.name(stage.admin(), "bridge", "in", controller)) {
                Proof.isTrue(!bridge.isThere(), "the bridge is there with one channel of two");
                try (Configured _ = Configured.name(stage.admin(), "bridge", "out", controller)) {
                    channels = bridge.get().channels();
                }
                Proof.isTrue(bridge.awaitGone(), "the bridge is still there without its second channel");
            }
            return Proof.text("%s; a bridge came with both its names (%s) and left with one", Proof.arrived(source, target), channels);
        }
    }

    private static String channelGone(Stage stage) throws Exception {
        MemorySegment source = Proof.random(BYTES);
        MemorySegment target = Proof.zeros(BYTES);
        try (Configured leaving = controller(stage);
             Configured _ = Configured.name(stage.admin(), DEVICE, NAME, Map.of("controller", CONTROLLER, "swap.timeout", 0));
             Persistent example = new Persistent(stage.slaveMap(), DEVICE)) {
            Proof.complete(example.copy(source, Proof.zeros(BYTES)));
            TransferStatus before = example.copy(source, Proof.zeros(BYTES));
            Proof.complete(before);
            String first = channel(stage);
            leaving.close();
            try (Configured _ = controller(stage)) {
                stage.slaveMap().requestChannel(DEVICE, NAME, PATIENCE).close(); // busy until the first has left, then the second's
                TransferStatus after = example.copy(source, target);
                Proof.complete(after);
                Proof.isTrue(after.cookie() == 1, "cookie %d is not the first of a new lease", after.cookie());
                return Proof.text("%s left after cookie %d, %s came; %s there, cookie %d of a new lease", first, before.cookie(), channel(stage),
                        Proof.arrived(source, target), after.cookie());
            }
        }
    }

    /// The second controller takes no watermark that is larger than its bursts.
    private static String swapListener(Stage stage) throws Exception {
        Loopback wire = new Loopback(PERIPHERALS, BYTES);
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        try (EndpointPort sink = wire.sink();
             EndpointPort source = wire.source();
             Wiring _ = new Wiring(sink, LINE);
             Configured leaving = peripherals(stage, PERIPHERALS, 2 * WATERMARK);
             Configured _ = Configured.name(stage.admin(), DEVICE, "tx", Map.of("controller", PERIPHERALS, "request.line", LINE));
             DmaChannel channel = stage.slaveMap().requestChannel(DEVICE, "tx", PATIENCE);
             Mapping words = channel.mapper().allocate(BYTES)) {
            words.segment().copyFrom(Proof.random(BYTES));
            SlaveConfig base = SlaveConfig.builder().destination(0, BusWidth.BYTES_1, WATERMARK / 2).build();
            WatermarkSender example = new WatermarkSender(channel, base, WATERMARK, told::add);
            Proof.complete(channel.await(example.send(words), PATIENCE));
            arrived(words.segment(), source);
            leaving.close();
            Proof.next(told, "word that the controller has left");
            try (Configured _ = peripherals(stage, PERIPHERALS + "-next", WATERMARK / 2)) {
                String refusal = Proof.next(told, "word that another one has come");
                Proof.isTrue(refusal.contains("watermark"), "the next controller said: %s", refusal);
                Proof.complete(channel.await(example.send(words), PATIENCE));
                arrived(words.segment(), source);
                return Proof.text("sent with a watermark of %d, heard that the next controller takes none above %d, sent on without", WATERMARK, WATERMARK / 2);
            }
        }
    }

    private static Configured peripherals(Stage stage, String name, int maxBurst) throws IOException {
        return Configured.instance(stage.admin(), "org.dmaengine.controller.fifo", name,
                Map.of("dma.controller", PERIPHERALS, "dma.channels", 1, "max.burst", maxBurst));
    }

    private static void arrived(MemorySegment sent, EndpointPort source) throws IOException {
        MemorySegment target = Proof.zeros(BYTES);
        Proof.isTrue(source.level(1) == BYTES && source.burst(0, target, 0, BYTES, 1) == BYTES, "not all %d bytes have arrived", BYTES);
        Proof.arrived(sent, target);
    }

    private static Configured controller(Stage stage) throws IOException {
        return Configured.instance(stage.admin(), "org.dmaengine.controller.memcpy", CONTROLLER, Map.of("dma.controller", CONTROLLER, "dma.channels", 1));
    }

    private static String channel(Stage stage) {
        return stage.engine().channels().stream().filter(info -> info.controller().equals(CONTROLLER)).map(ChannelInfo::name).findFirst()
                .orElseThrow(() -> new IllegalStateException("no channel of " + CONTROLLER));
    }
}
