package org.dmaengine.tools.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaStatus;
import org.dmaengine.TransferStatus;
import org.dmaengine.examples.callbackpipeline.CallbackPipeline;
import org.dmaengine.examples.completionstage.Staged;
import org.dmaengine.examples.polledcopies.PolledSmallCopies;
import org.dmaengine.examples.polledcopies.SignalledSmallCopies;
import org.dmaengine.examples.progress.Watch;
import org.dmaengine.examples.reusing.Reusing;
import org.dmaengine.examples.stopping.Stopping;
import org.dmaengine.mapping.Mapping;

/// Clients that have several transfers in the queue, or look at one from outside.
final class QueueingClients {
    static final List<SmallClient> ALL = List.of(
            new SmallClient(CallbackPipeline.class, copying(10_000_001, QueueingClients::pipeline)),
            new SmallClient(PolledSmallCopies.class, copying(100_001, QueueingClients::smallCopies)),
            new SmallClient(Staged.class, copying(65_537, QueueingClients::staged)),
            new SmallClient(Reusing.class, copying(4_096, QueueingClients::reusing)),
            new SmallClient(Watch.class, copying(1_000, QueueingClients::watch)),
            new SmallClient(Stopping.class, QueueingClients::stopping));

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// What one of these does with random bytes to copy.
    private interface Copying {
        String run(DmaChannel channel, Mapping from, Mapping to) throws Exception;
    }

    private QueueingClients() {
    }

    /// Lends it a channel and two buffers, and looks in the end whether they are the same.
    private static SmallClient.Run copying(int bytes, Copying client) {
        return stage -> {
            try (DmaChannel channel = stage.slaveMap().requestChannel("shell", "copy");
                 Mapping from = channel.mapper().allocate(bytes);
                 Mapping to = channel.mapper().allocate(bytes)) {
                from.segment().copyFrom(Proof.random(bytes));
                String line = client.run(channel, from, to);
                return Proof.arrived(from.segment(), to.segment()) + ", " + line;
            }
        };
    }

    private static String pipeline(DmaChannel channel, Mapping from, Mapping to) throws Exception {
        int block = 64 << 10;
        int inFlight = 4;
        long told = new CallbackPipeline(channel, from, to, block).start(inFlight).toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Proof.same(from.length(), told);
        return Proof.text("in %d blocks of %,d by callback, %d in flight", (told + block - 1) / block, block, inFlight);
    }

    private static String smallCopies(DmaChannel channel, Mapping from, Mapping to) throws InterruptedException {
        int batch = 128;
        long copies = new PolledSmallCopies(channel, batch).copy(from, to, 64);
        Proof.same((from.length() + 63) / 64, copies);
        SignalledSmallCopies signalled = new SignalledSmallCopies(channel);
        long last = 0;
        for (int i = 0; i < 8; i++) {
            signalled.copy(to, from, i * 8L, 8);
            last = copies + 1 + i;
        }
        channel.issuePending();
        Proof.complete(channel.await(last, PATIENCE));
        channel.synchronize();
        Proof.isTrue(signalled.ended() == 8 && signalled.failed() == 0, "%d of 8 signalled, %d failed", signalled.ended(), signalled.failed());
        return Proof.text("%,d harvested copies, %d to a doorbell; %d more by signal, %d failed", copies, batch,
                signalled.ended(), signalled.failed());
    }

    private static String staged(DmaChannel channel, Mapping from, Mapping to) throws Exception {
        return new Staged(channel).copy(to, from).thenApply(bytes -> Proof.text("the stage ended with %,d", Proof.same(from.length(), bytes)))
                .toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static String reusing(DmaChannel channel, Mapping from, Mapping to) throws InterruptedException {
        int space = channel.queueSpace();
        long first;
        long last;
        try (Reusing example = new Reusing(channel, to, from)) {
            first = example.again();
            Proof.arrived(from.segment(), to.segment());
            to.segment().fill((byte) 0);
            example.again();
            Proof.arrived(from.segment(), to.segment());
            to.segment().fill((byte) 0);
            last = example.again();
            Proof.same(space - 1, channel.queueSpace());
        }
        Proof.same(space, channel.queueSpace());
        return Proof.text("%d times with one descriptor, cookies %d to %d", last - first + 1, first, last);
    }

    private static String watch(DmaChannel channel, Mapping from, Mapping to) throws InterruptedException {
        Watch example = new Watch(channel);
        long length = from.length();
        List<Long> cookies = List.of(channel.prepareMemcpy(to, 0, from, 0, length).submit(), channel.prepareMemcpy(to, 0, from, 0, length).submit());
        Proof.same(length, example.exactResidue(cookies.getFirst()));
        channel.pause();
        channel.issuePending();
        String paused = Proof.same("paused with " + length + " bytes to go", example.progress(cookies.getFirst(), length));
        channel.resume();
        Proof.complete(channel.await(cookies.getLast(), PATIENCE));
        String complete = Proof.same("complete, " + length + " bytes arrived", example.progress(cookies.getFirst(), length));
        return Proof.text("'%s', then '%s'; %d of %d ended", paused, complete, Proof.same(2L, example.ended(cookies)), cookies.size());
    }

    /// A fill that has ended before it could be stopped shows nothing: then another one has to do.
    private static String stopping(Stage stage) {
        int bytes = 64 << 20;
        for (int attempt = 0; attempt < 20; attempt++) {
            try (DmaChannel channel = stage.slaveMap().requestChannel("shell", "copy")) {
                TransferStatus now = new Stopping(channel, bytes).stopAndFree();
                Stopping later = new Stopping(channel, bytes);
                later.stop();
                TransferStatus asynchronous = later.status();
                later.free();
                if (now.status() == DmaStatus.ABORTED && asynchronous.status() == DmaStatus.ABORTED) {
                    return Proof.text("a fill of %,d bytes %s, residue %,d, another %,d; its memory freed", bytes, now.status(),
                            now.residue(), asynchronous.residue());
                }
            }
        }
        throw new IllegalStateException("each of 20 fills had ended before it could be stopped");
    }
}
