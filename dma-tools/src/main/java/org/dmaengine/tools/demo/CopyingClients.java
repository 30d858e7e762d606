package org.dmaengine.tools.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dmaengine.Capability;
import org.dmaengine.DmaChannel;
import org.dmaengine.TransferStatus;
import org.dmaengine.examples.copybyname.CopyByName;
import org.dmaengine.examples.firstclient.Echo;
import org.dmaengine.examples.interleavedblit.InterleavedBlit;
import org.dmaengine.examples.interleavedblit.Picture;
import org.dmaengine.examples.mappedbuffers.MappedBuffers;
import org.dmaengine.examples.requests.Requests;
import org.dmaengine.examples.scattergather.ScatterGather;

/// Clients that request a channel, move memory, and wait for it.
final class CopyingClients {
    static final List<SmallClient> ALL = List.of(
            new SmallClient(Echo.class, CopyingClients::echo),
            new SmallClient(CopyByName.class, CopyingClients::copyByName),
            new SmallClient(Requests.class, CopyingClients::requests),
            new SmallClient(MappedBuffers.class, CopyingClients::mappedBuffers),
            new SmallClient(ScatterGather.class, CopyingClients::scatterGather),
            new SmallClient(InterleavedBlit.class, CopyingClients::blit));

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LARGE = 1 << 20;
    private static final int SMALL = 4_096;

    private CopyingClients() {
    }

    private static String echo(Stage stage) throws InterruptedException {
        String said = "nothing is said that is not heard";
        String heard = Proof.same(said, new Echo(stage.slaveMap()).echo(said));
        return Proof.text("said %d bytes by way of shell:copy, heard '%s'", heard.getBytes(UTF_8).length, heard);
    }

    private static String copyByName(Stage stage) throws InterruptedException {
        MemorySegment source = Proof.random(LARGE);
        MemorySegment target = Proof.zeros(LARGE);
        TransferStatus end = new CopyByName(stage.slaveMap()).copy(source, target);
        return Proof.arrived(source, target) + ", " + Proof.complete(end);
    }

    private static String requests(Stage stage) throws Exception {
        Requests example = new Requests(stage.slaveMap(), stage.engine());
        try (DmaChannel byName = example.byName();
             DmaChannel byCapability = example.byCapability();
             DmaChannel byFilter = example.byFilter(stage.controllerWith(Capability.MEMCPY), SMALL)) {
            String refusal = example.tryIt("shell", "cpoy");
            Proof.isTrue(refusal.startsWith("correct the name"), "a misspelt name was answered with: %s", refusal);
            example.within(PATIENCE, "shell", "copy").close();
            return Proof.text("%s by name, %s by capability, %s by filter; later: %s", byName.name(), byCapability.name(), byFilter.name(),
                    example.whenThereIsOne("shell", "copy").toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
    }

    private static String mappedBuffers(Stage stage) throws InterruptedException {
        MemorySegment target = Proof.zeros(SMALL);
        byte shared;
        byte bounced;
        int rounds = 0;
        try (DmaChannel channel = stage.slaveMap().requestChannel("shell", "copy")) {
            try (MappedBuffers example = new MappedBuffers(channel, Proof.zeros(SMALL), target)) {
                while (rounds < 3) {
                    rounds++;
                    Proof.same((byte) rounds, example.round((byte) rounds));
                }
            }
            shared = Proof.same((byte) 0, MappedBuffers.fillAndClear(channel, SMALL));
            bounced = Proof.same((byte) 5, MappedBuffers.fillConfined(channel, SMALL, (byte) 5));
        }
        Proof.arrived(Proof.zeros(SMALL).fill((byte) rounds), target);
        return Proof.text("%d rounds of %,d bytes with turns taken; last byte of shared memory %d, of bounced %d", rounds, SMALL, shared, bounced);
    }

    private static String scatterGather(Stage stage) throws InterruptedException {
        String[] parts = {"header, ", "payload ", "and trailer"};
        MemorySegment message = Proof.zeros(String.join("", parts).length());
        TransferStatus end = new ScatterGather(stage.engine()).gather(message, Proof.ascii(parts[0]), Proof.ascii(parts[1]), Proof.ascii(parts[2]));
        String gathered = Proof.same(String.join("", parts), Proof.ascii(message));
        return Proof.text("%d pieces gathered into '%s', %s", parts.length, gathered, Proof.complete(end));
    }

    private static String blit(Stage stage) throws InterruptedException {
        MemorySegment screen = Proof.ascii("........" + "........" + "........");
        TransferStatus end = new InterleavedBlit(stage.engine()).blit(new Picture(Proof.ascii("abcd" + "efgh" + "ijkl"), 4), 1, 1, 2, 2,
                new Picture(screen, 8), 6, 1);
        String shown = Proof.same("........" + "......fg" + "......jk", Proof.ascii(screen));
        return Proof.text("2 x 2 of 4 x 3 pixels into 8 x 3: %s %s %s, %s", shown.substring(0, 8), shown.substring(8, 16), shown.substring(16),
                Proof.complete(end));
    }
}
