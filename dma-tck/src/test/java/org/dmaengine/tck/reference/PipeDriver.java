package org.dmaengine.tck.reference;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicReference;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.MetadataMode;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferFault;
import org.dmaengine.spi.TransferKind;

/// Moves bytes between memory and the pipe of its board, and does everything right.
public class PipeDriver implements ChannelDriver {
    private static final int MOST_METADATA = 16;
    private static final ChannelCapabilities STATED = ChannelCapabilities
            .of(Capability.SLAVE, Capability.CYCLIC, Capability.INTERLEAVE, Capability.REPEAT, Capability.LOAD_EOT, Capability.INTERRUPT)
            .directions(Direction.MEM_TO_DEV, Direction.DEV_TO_MEM).reuse(true)
            .metadata(MOST_METADATA, MetadataMode.CLIENT, MetadataMode.ENGINE).build();

    protected final Board board;
    private final EngineSpec engine = EngineSpec.device("pipes");
    private final AtomicReference<ChannelHost> host = new AtomicReference<>();

    public PipeDriver(Board board) {
        this.board = board;
    }

    @Override
    public ChannelCapabilities capabilities() {
        return STATED;
    }

    @Override
    public EngineSpec engine() {
        return engine;
    }

    protected ChannelHost host() {
        return host.get();
    }

    @Override
    public void open(ChannelHost newHost) {
        if (!host.compareAndSet(null, newHost)) {
            throw new IllegalStateException("open for " + host.get().name());
        }
    }

    @Override
    public long start(Transfer transfer) {
        if (transfer.kind() != TransferKind.INTERRUPT) {
            board.pipe().connect(this::requested);
            if (transfer.direction() == Direction.MEM_TO_DEV && transfer.metadataLength() > 0) {
                board.pipe().begin(transfer.metadata().asSlice(0, transfer.metadataLength()).toArray(ValueLayout.JAVA_BYTE));
            }
        }
        return 0;
    }

    /// The device asks.
    protected void requested() {
        ChannelHost now = host.get();
        if (now != null) {
            now.wake();
        }
    }

    @Override
    public long step(Transfer transfer, long limit) {
        int level;
        try {
            level = board.pipe().level();
        } catch (IOException e) {
            throw fault(transfer, 0, e);
        }
        int bytes = (int) Math.min(level, Math.min(limit, transfer.run()));
        if (bytes > 0) {
            move(transfer, bytes, 0);
        }
        if (board.pipe().atEnd()) {
            end(transfer);
        } else if (bytes == 0) {
            host.get().waitsFor("the pipe has nothing to give or no room");
        }
        return bytes;
    }

    protected TransferFault fault(Transfer transfer, long moved, IOException e) {
        return transfer.direction() == Direction.DEV_TO_MEM ? TransferFault.read(moved, e.getMessage(), e)
                : TransferFault.write(moved, e.getMessage(), e);
    }

    protected void end(Transfer transfer) {
        if (transfer.direction() == Direction.DEV_TO_MEM && transfer.metadata() != null) {
            byte[] metadata = board.pipe().metadata();
            MemorySegment.copy(metadata, 0, transfer.metadata(), ValueLayout.JAVA_BYTE, 0, metadata.length);
            transfer.metadataLength(metadata.length);
        }
        board.pipe().passEnd();
        transfer.end();
    }

    /// Moves so many bytes, the first of them `behind` the current position.
    protected void move(Transfer transfer, int bytes, long behind) {
        for (int i = 0; i < bytes; i++) {
            if (transfer.direction() == Direction.DEV_TO_MEM) {
                transfer.destination().set(ValueLayout.JAVA_BYTE, transfer.destinationOffset() + behind + i, board.pipe()
                        .read(address(transfer)));
            } else {
                board.pipe().write(address(transfer), transfer.source().get(ValueLayout.JAVA_BYTE, transfer.sourceOffset() + behind + i));
            }
        }
    }

    protected long address(Transfer transfer) {
        return transfer.config().base().srcAddress();
    }

    @Override
    public long stop(Transfer transfer) {
        return 0;
    }

    @Override
    public void close() {
        host.set(null);
    }
}
