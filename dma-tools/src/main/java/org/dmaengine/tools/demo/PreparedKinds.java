package org.dmaengine.tools.demo;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferStatus;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.Loopback;
import org.dmaengine.examples.preparing.EveryKind;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.mapping.Mapping;

/// One transfer of each kind: those within memory, and those to a device that gives back what it gets.
final class PreparedKinds {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int TX = 9_015;
    private static final int RX = 9_016;

    private PreparedKinds() {
    }

    static String run(Stage stage) throws Exception {
        long memory = memoryKinds(stage);
        Loopback wire = new Loopback("kinds", 256);
        try (EndpointPort sink = wire.sink();
             EndpointPort source = wire.source();
             Wiring _ = new Wiring(sink, TX);
             Wiring _ = new Wiring(source, RX);
             DmaChannel tx = stage.engine().requestAny(Capability.SLAVE);
             DmaChannel rx = stage.engine().requestAny(Capability.SLAVE);
             Mapping sent = tx.mapper().allocate(64);
             Mapping received = rx.mapper().allocate(108)) {
            tx.configure(onLine(TX));
            rx.configure(onLine(RX));
            sent.segment().copyFrom(Proof.random(64));
            EveryKind out = new EveryKind(tx);
            EveryKind in = new EveryKind(rx);
            out.list(sent).submit();
            out.vector(sent, sent).submit();
            long last = out.everyOther(sent, 8).submit();
            tx.issuePending();
            Proof.complete(tx.await(last, PATIENCE));
            long cookie = in.one(received, 0, 108).submit();
            rx.issuePending();
            Proof.complete(rx.await(cookie, PATIENCE));
            Proof.arrived(whatEachKindSends(sent.segment()), received.segment());
            DmaDescriptor ring = in.ring(received, 36);
            ring.discard();
            return Proof.text("%d kinds in memory, %d to a device, %d bytes back from it by one more; a ring of %d prepared and discarded",
                    memory, last, received.length(), ring.length());
        }
    }

    /// Everything, then 4 bytes and the 8 from the 16th on, then 8 times 4 bytes with as many left out between them.
    private static MemorySegment whatEachKindSends(MemorySegment from) {
        MemorySegment all = Proof.zeros(108);
        MemorySegment.copy(from, 0, all, 0, 64);
        MemorySegment.copy(from, 0, all, 64, 4);
        MemorySegment.copy(from, 16, all, 68, 8);
        for (int i = 0; i < 8; i++) {
            MemorySegment.copy(from, 8L * i, all, 76 + 4L * i, 4);
        }
        return all;
    }

    /// @return how many kinds
    private static long memoryKinds(Stage stage) throws InterruptedException {
        try (DmaChannel channel = stage.slaveMap().requestChannel("shell", "copy");
             Mapping from = channel.mapper().allocate(8);
             Mapping to = channel.mapper().allocate(8)) {
            EveryKind example = new EveryKind(channel);
            from.segment().fill((byte) 'a');
            to.segment().fill((byte) '.');
            example.copy(to, from, 3).submit();
            example.fill(to, 3, 2).submit();
            Proof.complete(ended(channel, example.mark()));
            Proof.same("aaa  ...", Proof.ascii(to.segment()));
            example.fillList(from).submit();
            long kinds = ended(channel, example.copyLists(to, from)).cookie();
            Proof.arrived(Proof.zeros(8), to.segment());
            return kinds;
        }
    }

    private static TransferStatus ended(DmaChannel channel, DmaDescriptor last) throws InterruptedException {
        long cookie = last.submit();
        channel.issuePending();
        return channel.await(cookie, PATIENCE);
    }

    private static FifoSlaveConfig onLine(int line) {
        return FifoSlaveConfig.of(SlaveConfig.builder().source(0, BusWidth.BYTES_1, 16).destination(0, BusWidth.BYTES_1, 16).build())
                .withRequestLine(line);
    }
}
