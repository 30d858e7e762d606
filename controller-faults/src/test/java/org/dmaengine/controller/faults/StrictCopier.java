package org.dmaengine.controller.faults;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;

/// A driver that copies memory and takes note of every call that the SPI does not allow: whoever stands before it, the core or a decorator, has to use
/// it as that says.
final class StrictCopier implements ChannelDriver {
    private final ChannelCapabilities capabilities;
    private final EngineSpec engine;
    private final int depth;
    private final Consumer<String> violations;
    private final List<Transfer> inHand = new ArrayList<>();
    private boolean open;
    private boolean paused;

    /// @param violations hears of them
    StrictCopier(EngineSpec engine, int depth, Consumer<String> violations) {
        this.engine = engine;
        this.depth = depth;
        this.violations = violations;
        this.capabilities = ChannelCapabilities.of(Capability.MEMCPY).depth(depth).reuse(true).build();
    }

    private void expect(boolean allowed, String violation) {
        if (!allowed) {
            violations.accept(violation);
        }
    }

    @Override
    public ChannelCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public EngineSpec engine() {
        return engine;
    }

    @Override
    public void open(ChannelHost host) {
        expect(!open, "opened twice");
        open = true;
        paused = false;
    }

    @Override
    public long start(Transfer transfer) {
        expect(open, "start while closed");
        expect(inHand.size() < depth, "more than " + depth + " in hand");
        expect(!inHand.contains(transfer), "started twice");
        inHand.add(transfer);
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        expect(!paused, "step while paused");
        expect(!inHand.isEmpty() && inHand.getFirst() == transfer, "step of what is not the oldest in hand");
        expect(limit >= 1, "step of " + limit + " bytes");
        long bytes = Math.min(limit, transfer.run());
        MemorySegment.copy(transfer.source(), transfer.sourceOffset(), transfer.destination(), transfer.destinationOffset(), bytes);
        if (transfer.moved() + bytes == transfer.length()) {
            inHand.remove(transfer);
        }
        return bytes;
    }

    @Override
    public long pause(Transfer active) {
        expect(active == null || inHand.contains(active), "pause of what is not in hand");
        paused = true;
        return 0;
    }

    @Override
    public void resume(Transfer active) {
        expect(paused, "resume while not paused");
        paused = false;
    }

    @Override
    public long stop(Transfer transfer) {
        expect(inHand.remove(transfer), "stop of what is not in hand");
        return 0;
    }

    @Override
    public void close() {
        expect(open, "closed twice");
        expect(inHand.isEmpty(), "closed with " + inHand.size() + " in hand");
        inHand.clear();
        open = false;
    }

    boolean isOpen() {
        return open;
    }
}
