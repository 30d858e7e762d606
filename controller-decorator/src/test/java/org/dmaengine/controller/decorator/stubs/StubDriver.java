package org.dmaengine.controller.decorator.stubs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;

/// A driver that answers what it is told to, and notes what it is asked.
public final class StubDriver implements ChannelDriver {
    /// What the next calls answer, or throw.
    public final Queue<Object> answers = new ArrayDeque<>();
    /// What was called, with the limit of a step.
    public final List<String> log = new ArrayList<>();

    private final EngineSpec engine = EngineSpec.memory("stub");

    private long answer(String call) {
        log.add(call);
        return switch (answers.poll()) {
            case RuntimeException e -> throw e;
            case Number bytes -> bytes.longValue();
            case null, default -> 0;
        };
    }

    @Override
    public ChannelCapabilities capabilities() {
        return ChannelCapabilities.of(Capability.MEMCPY).build();
    }

    @Override
    public EngineSpec engine() {
        return engine;
    }

    @Override
    public void open(ChannelHost host) {
        answer("open");
    }

    @Override
    public long start(Transfer transfer) {
        return answer("start");
    }

    @Override
    public long step(Transfer transfer, long limit) {
        return answer("step " + limit);
    }

    @Override
    public long pause(Transfer active) {
        return answer("pause");
    }

    @Override
    public void resume(Transfer active) {
        answer("resume");
    }

    @Override
    public long stop(Transfer transfer) {
        return answer("stop");
    }

    @Override
    public void close() {
        answer("close");
    }
}
