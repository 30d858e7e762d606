package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.Mapping;

/// One transfer of words that has come so far and waits, since its device has no more for it, or no more room.
final class HalfWay implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final DmaChannel channel;
    private final CountingPort port;
    private final Mapping memory;
    private final long length;
    private final long rest;
    private final long cookie;

    /// Returns when it waits.
    HalfWay(DmaChannel channel, CountingPort port, int words, int firstWords) {
        this.channel = channel;
        this.port = port;
        this.length = (long) words * Words.BYTES;
        this.rest = length - (long) firstWords * Words.BYTES;
        memory = channel.mapper().allocate(length);
        if (port.direction() == Direction.MEM_TO_DEV) {
            Words.write(memory.segment(), 0);
        }
        channel.configure(Words.CONFIG);
        cookie = channel.prepareSlaveSingle(memory, 0, length, port.direction()).submit();
        channel.issuePending();
        port.ready(length - rest);
        Peripherals.until(() -> channel.status(cookie).residue() == rest, "all but " + rest + " bytes have been moved");
    }

    long cookie() {
        return cookie;
    }

    /// Has the device go on; every word must have been moved once.
    void finish() throws InterruptedException {
        assertEquals(rest, channel.status(cookie).residue(), "what waits for its device is where it was");
        port.ready(rest);
        TransferStatus end = channel.await(cookie, SOON);
        assertTrue(end.isOk(), end::toString);
        assertEquals("", Words.complaint(memory.segment(), 0));
        assertEquals(List.of(), port.complaints());
        assertEquals(length, port.moved());
    }

    @Override
    public void close() {
        channel.terminateSync();
        memory.close();
    }
}
