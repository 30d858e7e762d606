package org.dmaengine.tck.cases;

import static org.dmaengine.tck.bench.Bench.expect;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.dmaengine.tck.Level;
import org.dmaengine.tck.PacketPeripheral;
import org.dmaengine.tck.bench.Bench;
import org.dmaengine.tck.bench.Channel;
import org.dmaengine.tck.bench.Job;
import org.dmaengine.tck.bench.Request;
import org.dmaengine.tck.bench.Workload;

/// Bytes beside the payload.
final class Metadata {
    private static final Promise OFFERED = new Promise("metadata", stated -> !stated.metadataModes().isEmpty());

    static final Theme THEME = Theme.of("metadata", Level.BASIC,
            Case.each("writes the packet's metadata before the transfer is complete", List.of("META-17", "META-19", "Transfer.metadata"),
                    OFFERED, EnumSet.of(Workload.RECEIVE), Metadata::receives),
            Case.each("gives the client's metadata to the device", List.of("META-16", "META-18", "Transfer.metadata"), OFFERED,
                    EnumSet.of(Workload.SEND), Metadata::sends));

    private Metadata() {
    }

    private static byte[] some(Bench bench, int seed) {
        byte[] bytes = new byte[Math.max(bench.capabilities().minMetadata(), Math.min(bench.capabilities().maxMetadata(), 7))];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (seed + i);
        }
        return bytes;
    }

    private static void receives(Bench bench) {
        Channel channel = bench.opened();
        PacketPeripheral packets = bench.device().packets();
        for (int packet = 1; packet <= 2; packet++) {
            Job job = bench.job(new Request(bench.workload()).thatWantsMetadata());
            channel.begin(job);
            job.supply(5L * job.grain());
            byte[] metadata = some(bench, packet);
            packets.endPacket(metadata);
            channel.advance(job, job.length(), Long.MAX_VALUE);
            expect(job.isComplete(), job + ": the packet has ended, the transfer has not", "CB-17", "Transfer.end");
            expect(Arrays.equals(metadata, job.metadata()), job + ": its metadata is " + Arrays.toString(job.metadata())
                    + " where the device has given "
                    + Arrays.toString(metadata) + "; it has to be there when the transfer is complete", "META-17", "META-19",
                    "Transfer.metadataLength");
        }
    }

    private static void sends(Bench bench) {
        Channel channel = bench.opened();
        PacketPeripheral packets = bench.device().packets();
        for (int packet = 1; packet <= 2; packet++) {
            byte[] metadata = some(bench, packet);
            Job job = bench.job(new Request(bench.workload()).metadata(metadata));
            channel.begin(job);
            job.supply();
            channel.finish(job);
            expect(Arrays.equals(metadata, packets.metadata()), job + ": the device has got the metadata "
                    + Arrays.toString(packets.metadata())
                    + " where the client has given " + Arrays.toString(metadata), "META-16", "META-18", "Transfer.metadata");
        }
    }
}
