package org.dmaengine.tools.demo;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dmaengine.Capability;
import org.dmaengine.ChannelInfo;
import org.dmaengine.TransferStatus;
import org.dmaengine.examples.channelgone.Persistent;
import org.dmaengine.examples.whenpresent.Bridge;
import org.dmaengine.examples.whenpresent.CopyService;

/// Clients of a board that changes: names and controllers come and go while they are shown.
final class BoardClients {
    static final List<SmallClient> ALL = List.of(
            new SmallClient(CopyService.class, BoardClients::whenPresent),
            new SmallClient(Persistent.class, BoardClients::channelGone));

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String DEVICE = "demo";
    private static final String NAME = "copy";
    private static final String CONTROLLER = "demo-leaving";
    private static final int BYTES = 4_096;

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
             Configured _ = Configured.name(stage.admin(), DEVICE, NAME, Map.of("controller", CONTROLLER, "swap.timeout", 1));
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

    private static Configured controller(Stage stage) throws IOException {
        return Configured.instance(stage.admin(), "org.dmaengine.controller.memcpy", CONTROLLER, Map.of("dma.controller", CONTROLLER, "dma.channels", 1));
    }

    private static String channel(Stage stage) {
        return stage.engine().channels().stream().filter(info -> info.controller().equals(CONTROLLER)).map(ChannelInfo::name).findFirst()
                .orElseThrow(() -> new IllegalStateException("no channel of " + CONTROLLER));
    }
}
