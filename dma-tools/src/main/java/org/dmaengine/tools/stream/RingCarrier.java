package org.dmaengine.tools.stream;

import java.time.Duration;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.tools.CommandFailure;

/// One ring, a cyclic transfer into it and another one out of it. Neither waits for the other by itself: the gates around the
/// ports see to that (see [Credits]). The client has nothing to do until the end, so that no period calls back.
final class RingCarrier implements Carrier {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Channels channels;
    private final StreamParameters parameters;
    private final Mapping ring;
    private long sourceCookie;
    private long sinkCookie;

    RingCarrier(Channels channels, StreamParameters parameters) {
        this.channels = channels;
        this.parameters = parameters;
        this.ring = channels.source().mapper().allocate(parameters.ring());
    }

    @Override
    public void start() {
        sinkCookie = submit(channels.sink(), Direction.MEM_TO_DEV);
        sourceCookie = submit(channels.source(), Direction.DEV_TO_MEM);
        channels.sink().issuePending();
        channels.source().issuePending();
    }

    private long submit(DmaChannel channel, Direction direction) {
        return channel.prepareCyclic(ring, 0, ring.length(), parameters.period(), direction).submit();
    }

    @Override
    public void check() throws CommandFailure {
        check("source", channels.source().status(sourceCookie));
        check("sink", channels.sink().status(sinkCookie));
    }

    private static void check(String side, TransferStatus status) throws CommandFailure {
        if (status.outcome() != TransferOutcome.NO_ERROR) {
            throw new CommandFailure(side + ": " + status.outcome() + ": " + status.detail());
        }
    }

    /// Both devices have ended their transfers, somewhere in the ring: the gates are at their ends.
    @Override
    public void finish(long total) throws CommandFailure, InterruptedException {
        compare("source", channels.source().await(sourceCookie, PATIENCE), total);
        compare("sink", channels.sink().await(sinkCookie, PATIENCE), total);
    }

    private void compare(String side, TransferStatus status, long total) throws CommandFailure {
        check(side, status);
        long position = (ring.length() - status.residue()) % ring.length();
        if (position != total % ring.length()) {
            throw new CommandFailure("the " + side + "'s transfer stands at byte " + position + " of the ring, its port at "
                    + total % ring.length() + ": bytes were lost or repeated");
        }
    }

    @Override
    public void stop() {
        // what it has submitted has no end, so that nothing follows
    }

    @Override
    public void close() {
        ring.close();
    }
}
