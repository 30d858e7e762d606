package org.dmaengine.tools.stubs;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.dmaengine.CompletionCallback;
import org.dmaengine.CookieCallback;
import org.dmaengine.DmaDescriptor;

/// A prepared transfer of the stub channel.
final class StubDescriptor implements DmaDescriptor {
    final StubTransfer transfer;
    CompletionCallback callback;
    private final StubChannel channel;

    StubDescriptor(StubChannel channel, StubTransfer transfer) {
        this.channel = channel;
        this.transfer = transfer;
    }

    @Override
    public long length() {
        return transfer.length;
    }

    @Override
    public DmaDescriptor onComplete(CompletionCallback called) {
        callback = called;
        transfer.callsBack = true;
        return this;
    }

    @Override
    public DmaDescriptor deadline(Duration timeout) {
        throw new UnsupportedOperationException("not needed by the tools");
    }

    @Override
    public DmaDescriptor onComplete(CookieCallback called) {
        throw new UnsupportedOperationException("not needed by the tools");
    }

    @Override
    public CompletionStage<org.dmaengine.TransferResult> completion() {
        throw new UnsupportedOperationException("not needed by the tools");
    }

    @Override
    public DmaDescriptor attachMetadata(MemorySegment data) {
        throw new UnsupportedOperationException("not needed by the tools");
    }

    @Override
    public MemorySegment metadata() {
        throw new UnsupportedOperationException("not needed by the tools");
    }

    @Override
    public long metadataLength() {
        throw new UnsupportedOperationException("not needed by the tools");
    }

    @Override
    public DmaDescriptor metadataLength(long bytes) {
        throw new UnsupportedOperationException("not needed by the tools");
    }

    @Override
    public DmaDescriptor reusable(boolean on) {
        throw new UnsupportedOperationException("not needed by the tools");
    }

    @Override
    public boolean isReusable() {
        return false;
    }

    @Override
    public long submit() {
        return channel.submit(this);
    }

    @Override
    public void discard() {
        throw new UnsupportedOperationException("not needed by the tools");
    }
}
