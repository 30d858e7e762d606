package org.dmaengine.tools.demo;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.DmaChannel;
import org.dmaengine.MetadataMode;
import org.dmaengine.SlaveConfig;
import org.dmaengine.examples.packets.Packet;
import org.dmaengine.examples.packets.PacketHeader;
import org.dmaengine.examples.packets.PacketReceiver;
import org.dmaengine.examples.packets.PacketSender;
import org.dmaengine.examples.packets.device.Loopback;
import org.dmaengine.fifo.FifoSlaveConfig;

/// Packets to a device that sends them back with the time of their arrival, in both modes of metadata.
final class LoopPackets implements DemoPart {
    private static final int TX = 9_003;
    private static final int RX = 9_004;
    private static final int PACKETS = 1_000;
    private static final int LONGEST = 1_024;

    @Override
    public String title() {
        return "Packets: a header beside each payload, a time stamp with each that comes back";
    }

    @Override
    public List<Class<?>> examples() {
        return List.of(PacketReceiver.class);
    }

    @Override
    public void show(Stage stage) throws Exception {
        for (MetadataMode mode : MetadataMode.values()) {
            loop(stage, mode);
        }
    }

    private static void loop(Stage stage, MetadataMode mode) throws Exception {
        Loopback device = new Loopback(8, System::nanoTime);
        BlockingQueue<Packet> received = new LinkedBlockingQueue<>();
        try (Wiring _ = new Wiring(device.tx(), TX);
             Wiring _ = new Wiring(device.rx(), RX);
             DmaChannel tx = stage.engine().requestAny(Capability.SLAVE);
             DmaChannel rx = stage.engine().requestAny(Capability.SLAVE);
             PacketSender sender = new PacketSender(tx, onLine(TX), mode, 8, LONGEST);
             PacketReceiver receiver = new PacketReceiver(rx, onLine(RX), mode, 8, LONGEST, received::add)) {
            receiver.start();
            long begin = System.nanoTime();
            long bytes = 0;
            for (int n = 1; n <= PACKETS; n++) {
                byte[] payload = new byte[1 + n * 37 % LONGEST];
                bytes += payload.length;
                sender.send(new PacketHeader(1, n, 0), payload);
            }
            long last = begin;
            int inOrder = 0;
            for (int n = 1; n <= PACKETS; n++) {
                Packet packet = received.poll(5, TimeUnit.SECONDS);
                if (packet == null) {
                    throw new IllegalStateException("packet " + n + " has not come back within 5 s; " + receiver.failure());
                }
                inOrder += packet.header().sequence() == n && packet.payload().length == 1 + n * 37 % LONGEST
                        && packet.header().timestamp() - last >= 0 ? 1 : 0;
                last = packet.header().timestamp();
            }
            stage.fact("mode " + mode, "%,d packets, %,d bytes there and back in %.1f ms; %,d in order, with their own header and a later stamp",
                    PACKETS, bytes, (System.nanoTime() - begin) / 1e6, inOrder);
            Proof.same(PACKETS, inOrder);
        }
    }

    private static FifoSlaveConfig onLine(int line) {
        return FifoSlaveConfig.of(SlaveConfig.builder().source(0, BusWidth.BYTES_1, 64).destination(0, BusWidth.BYTES_1, 64)
                .deviceFlowControl(true).build()).withRequestLine(line);
    }
}
