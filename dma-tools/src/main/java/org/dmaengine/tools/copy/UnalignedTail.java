package org.dmaengine.tools.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import org.dmaengine.DmaChannel;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.tools.CommandFailure;

/// The last bytes of a file that are fewer than the channel's alignment: they travel in aligned memory of the engine's,
/// since no mapping can reach beyond the end of a file.
record UnalignedTail(DmaChannel channel, FileChannel source, FileChannel target, long offset, int length) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    void copy() throws IOException, CommandFailure, InterruptedException {
        int unit = channel.capabilities().copyAlignment();
        try (Mapping from = channel.mapper().allocate(unit); Mapping to = channel.mapper().allocate(unit)) {
            ByteBuffer read = from.segment().asByteBuffer().limit(length);
            while (read.hasRemaining() && source.read(read, offset + read.position()) > 0) {
                // a read may be short; an early end shows in the comparison
            }
            long cookie = channel.prepareMemcpy(to, 0, from, 0, unit).submit();
            channel.issuePending();
            TransferStatus status = channel.await(cookie, PATIENCE);
            if (!status.isOk()) {
                throw new CommandFailure(status.outcome() + " at byte " + offset + " on " + channel.name() + ": " + status.detail());
            }
            ByteBuffer write = to.segment().asByteBuffer().limit(length);
            while (write.hasRemaining()) {
                target.write(write, offset + write.position());
            }
        }
    }
}
