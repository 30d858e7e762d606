package org.dmaengine.simulation;

import org.dmaengine.controller.decorator.ForwardingDriver;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.Transfer;

/// Writes down what a driver is asked and what it answers.
final class TracedDriver extends ForwardingDriver {
    /// The core makes longer steps shorter or longer by the clock of the machine.
    private static final long MOST_BYTES = 32 << 10;

    private final String name;
    private final Schedule schedule;

    TracedDriver(String name, ChannelDriver driver, Schedule schedule) {
        super(driver);
        this.name = name;
        this.schedule = schedule;
    }

    @Override
    public void open(ChannelHost host) {
        super.open(host);
        note("open");
    }

    @Override
    public long start(Transfer transfer) {
        return answered("start", transfer, () -> super.start(transfer));
    }

    @Override
    public long step(Transfer transfer, long limit) {
        return answered("step", transfer, () -> super.step(transfer, Math.min(limit, MOST_BYTES)));
    }

    @Override
    public long pause(Transfer active) {
        return answered("pause", active, () -> super.pause(active));
    }

    @Override
    public void resume(Transfer active) {
        answered("resume", active, () -> {
            super.resume(active);
            return 0;
        });
    }

    @Override
    public long stop(Transfer transfer) {
        return answered("stop", transfer, () -> super.stop(transfer));
    }

    @Override
    public void close() {
        note("close");
        super.close();
    }

    private interface Call {
        long make();
    }

    private long answered(String what, Transfer transfer, Call call) {
        String place = transfer == null ? "" : " at " + transfer.movedInAll() + " of " + transfer.length();
        try {
            long bytes = call.make();
            note(what + place + ": " + bytes);
            return bytes;
        } catch (Throwable thrown) {
            note(what + place + ": throws " + thrown);
            throw thrown;
        }
    }

    private void note(String line) {
        schedule.note(name + " driver " + line);
    }
}
