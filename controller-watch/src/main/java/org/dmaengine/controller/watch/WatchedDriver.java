package org.dmaengine.controller.watch;

import org.dmaengine.TransferFlag;
import org.dmaengine.controller.decorator.ForwardingDriver;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferFault;
import org.dmaengine.spi.TransferKind;
import org.dmaengine.watch.Handover;

/// Counts what a driver is asked to do and what it answers, and looks whether each transfer goes on where the last answer left it.
final class WatchedDriver extends ForwardingDriver {
    private final int channel;
    private final long mostBytes;
    private final Tally tally;
    private final Tally.LastStep lastStep;
    // Of whoever calls the driver.
    private boolean stepped;
    private Transfer active;
    private Track track;

    /// @param channel   its number
    /// @param mostBytes most bytes of a step
    WatchedDriver(ChannelDriver driver, int channel, long mostBytes, Tally tally) {
        super(driver);
        this.channel = channel;
        this.mostBytes = Math.max(mostBytes, Math.max(driver.capabilities().copyAlignment(), driver.capabilities().fillAlignment()));
        this.tally = tally;
        this.lastStep = tally.lastStep(channel);
    }

    @Override
    public void open(ChannelHost host) {
        super.open(host);
        tally.opened.increment();
        stepped = false;
    }

    @Override
    public long start(Transfer transfer) {
        Track its = expect(transfer);
        (transfer.movedInAll() == 0 ? tally.started : tally.continued).increment();
        return moved(transfer, its, super.start(transfer));
    }

    @Override
    public long step(Transfer transfer, long limit) {
        Track its = expect(transfer);
        if (!stepped) {
            stepped = true;
            noteHandover();
        }
        try {
            return moved(transfer, its, super.step(transfer, Math.min(limit, mostBytes)));
        } catch (TransferFault e) {
            moved(transfer, its, e.moved());
            throw e;
        } finally {
            tally.steps.increment();
            lastStep.nanos = System.nanoTime();
        }
    }

    @Override
    public long pause(Transfer transfer) {
        long bytes = super.pause(transfer);
        return transfer == null ? bytes : moved(transfer, look(transfer), bytes);
    }

    @Override
    public long stop(Transfer transfer) {
        Track its = look(transfer);
        active = null;
        return moved(transfer, its, super.stop(transfer));
    }

    @Override
    public void close() {
        super.close();
        active = null;
        track = null;
        tally.closed.increment();
    }

    private void noteHandover() {
        long former = lastStep.nanos;
        if (former != Tally.LastStep.NEVER) {
            tally.handover(new Handover(channel, former, System.nanoTime()));
        }
    }

    /// Bytes are going to be moved: those that come next.
    private Track expect(Transfer transfer) {
        Track its = look(transfer);
        tally.deviates(its.deviation(transfer));
        return its;
    }

    private Track look(Transfer transfer) {
        if (transfer != active) {
            track = tally.track(transfer);
            active = transfer;
        }
        return track;
    }

    private long moved(Transfer transfer, Track its, long bytes) {
        its.advance(transfer, bytes);
        if (its.isComplete() && transfer.kind() != TransferKind.CYCLIC && !transfer.has(TransferFlag.REPEAT)) {
            tally.forget(transfer);
        }
        tally.bytes.add(bytes);
        return bytes;
    }
}
