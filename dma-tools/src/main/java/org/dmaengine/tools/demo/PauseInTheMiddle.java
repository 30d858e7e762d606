package org.dmaengine.tools.demo;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import org.dmaengine.DmaChannel;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.Mapping;

/// A large transfer is paused where it happens to be, and the residue names the exact byte.
final class PauseInTheMiddle implements DemoPart {
    private static final long SIZE = 128L << 20;
    private static final byte MARK = 0x5a;
    private static final int ATTEMPTS = 20;

    @Override
    public String title() {
        return "Pause in the middle of a transfer: the residue is exact, nothing is lost";
    }

    @Override
    public void show(Stage stage) throws InterruptedException {
        try (DmaChannel channel = stage.slaveMap().requestChannel("shell", "copy");
             Mapping from = channel.mapper().allocate(SIZE);
             Mapping to = channel.mapper().allocate(SIZE)) {
            from.segment().fill(MARK);
            TransferStatus paused = pausedMidway(channel, from, to);
            long moved = SIZE - paused.residue();
            MemorySegment target = to.segment();
            stage.fact("paused", "%s after %,d of %,d bytes, residue %,d", paused.status(), moved, SIZE, paused.residue());
            stage.fact("around that byte", "%02x before it, %02x behind it: all before has arrived, nothing behind is touched",
                    target.get(ValueLayout.JAVA_BYTE, moved - 1), target.get(ValueLayout.JAVA_BYTE, moved));
            Proof.isTrue(target.get(ValueLayout.JAVA_BYTE, moved - 1) == MARK && target.get(ValueLayout.JAVA_BYTE, moved) == 0,
                    "the residue is not exact");
            channel.resume();
            TransferStatus ended = channel.await(paused.cookie(), Duration.ofSeconds(10));
            stage.fact("resumed", "%s, residue %d, %s", ended.status(), ended.residue(), Proof.arrived(from.segment(), target));
        }
    }

    /// A copy may be over before this thread gets to pause it; then another one has to do.
    private static TransferStatus pausedMidway(DmaChannel channel, Mapping from, Mapping to) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            to.segment().fill((byte) 0);
            long cookie = channel.prepareMemcpy(to, 0, from, 0, SIZE).submit();
            channel.issuePending();
            while (channel.status(cookie).residue() == SIZE) {
                Thread.onSpinWait();
            }
            channel.pause();
            TransferStatus status = channel.status(cookie);
            if (!status.status().isEnded()) {
                return status;
            }
            channel.resume();
        }
        throw new IllegalStateException("each of " + ATTEMPTS + " transfers had ended before it could be paused");
    }
}
