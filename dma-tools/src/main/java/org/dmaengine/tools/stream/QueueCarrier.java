package org.dmaengine.tools.stream;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.DmaMapper;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.mapping.ScatterList;
import org.dmaengine.tools.CommandFailure;

/// Some blocks, each buffer or one scatter list of them all, that both channels go through again and again in the same order, a transfer for
/// each. The gates around the ports order what is in the queues (see [Credits]): the sink takes of a block what the source has
/// brought, the source fills what the sink has emptied.
///
/// So both queues can reach several laps ahead, and one callback for many transfers is enough to submit them again. Had the
/// client to carry each block from one channel to the other, a thread would have to be woken for every few of them: at 4 KiB
/// that takes three times as long as moving the bytes.
final class QueueCarrier implements Carrier {
    /// Bytes that a queue reaches ahead, if the blocks are so small that this is more than a lap.
    private static final int AHEAD = 16 << 20;
    private static final int MOST_TRANSFERS = 2048;
    private static final int CALLBACKS_PER_QUEUE = 4;
    private static final long ALIGNMENT = 64;

    private final Arena arena = Arena.ofShared();
    private final List<Mapping> blocks = new ArrayList<>();
    private final Mode mode;
    private final Runnable listener;
    private final Queue source;
    private final Queue sink;
    private volatile String failure;
    // Guarded by this: what a callback submits is submitted before the client terminates, or not at all.
    private boolean stopped;

    /// @param listener hears, on a completer thread, that a transfer has failed
    QueueCarrier(Channels channels, StreamParameters parameters, Runnable listener) {
        this.mode = parameters.mode();
        this.listener = listener;
        try {
            MemorySegment memory = arena.allocate(parameters.ring(), ALIGNMENT);
            List<MemorySegment> buffers = memory.elements(MemoryLayout.sequenceLayout(parameters.period(), ValueLayout.JAVA_BYTE)).toList();
            DmaMapper mapper = channels.source().mapper();
            if (mode == Mode.SINGLE) {
                buffers.forEach(buffer -> blocks.add(mapper.map(buffer, MapDirection.BIDIRECTIONAL)));
            } else {
                blocks.add(mapper.map(new ScatterList(apart(buffers)), MapDirection.BIDIRECTIONAL));
            }
            int laps = Math.max(2, Math.min(AHEAD / parameters.ring(), MOST_TRANSFERS / blocks.size()));
            source = new Queue("source", channels.source(), Direction.DEV_TO_MEM, laps);
            sink = new Queue("sink", channels.sink(), Direction.MEM_TO_DEV, laps);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /// Every other buffer, and then the rest, so that the segments of a list are no neighbours.
    private static List<MemorySegment> apart(List<MemorySegment> buffers) {
        List<MemorySegment> list = new ArrayList<>();
        for (int first = 0; first < 2; first++) {
            for (int i = first; i < buffers.size(); i += 2) {
                list.add(buffers.get(i));
            }
        }
        return list;
    }

    @Override
    public void start() {
        sink.submit(sink.descriptors);
        source.submit(source.descriptors);
    }

    @Override
    public void check() throws CommandFailure {
        if (failure != null) {
            throw new CommandFailure(failure);
        }
    }

    @Override
    public void finish(long total) throws CommandFailure {
        long given = source.moved();
        long taken = sink.moved();
        if (given != total || taken != total) {
            throw new CommandFailure("the source's transfers moved " + given + " bytes, the sink's " + taken + ", their ports " + total
                    + ": bytes were lost or repeated");
        }
    }

    @Override
    public synchronized void stop() {
        stopped = true;
    }

    private synchronized void again(Queue queue, List<DmaDescriptor> transfers) {
        if (!stopped) {
            queue.submit(transfers);
        }
    }

    @Override
    public void close() {
        blocks.forEach(Mapping::close);
        arena.close();
    }

    /// The transfers of one side, submitted again and again in the same order.
    private final class Queue {
        private final String side;
        private final DmaChannel channel;
        private final List<DmaDescriptor> descriptors = new ArrayList<>();
        private long firstCookie;

        Queue(String side, DmaChannel channel, Direction direction, int laps) {
            this.side = side;
            this.channel = channel;
            int count = laps * blocks.size();
            int batch = Math.ceilDiv(count, CALLBACKS_PER_QUEUE);
            int begun = 0;
            for (int i = 0; i < count; i++) {
                Mapping block = blocks.get(i % blocks.size());
                boolean calls = (i + 1) % batch == 0 || i + 1 == count;
                DmaDescriptor descriptor = calls ? prepare(block, direction, TransferFlag.INTERRUPT) : prepare(block, direction);
                descriptors.add(descriptor.reusable(true));
                if (calls) {
                    List<DmaDescriptor> ended = descriptors.subList(begun, i + 1);
                    List<DmaDescriptor> again = List.copyOf(ended);
                    descriptor.onComplete((cookie, outcome, residue) -> haveEnded(again, cookie, outcome));
                    begun = i + 1;
                }
            }
        }

        private DmaDescriptor prepare(Mapping block, Direction direction, TransferFlag... flags) {
            return mode == Mode.SINGLE ? channel.prepareSlaveSingle(block, 0, block.length(), direction, flags)
                    : channel.prepareSlaveSg(block, direction, flags);
        }

        void submit(List<DmaDescriptor> transfers) {
            for (DmaDescriptor transfer : transfers) {
                long cookie = transfer.submit();
                firstCookie = firstCookie == 0 ? cookie : firstCookie;
            }
            channel.issuePending();
        }

        /// The last one of some has ended, so that they all have.
        private void haveEnded(List<DmaDescriptor> transfers, long cookie, TransferOutcome outcome) {
            if (outcome != TransferOutcome.NO_ERROR) {
                TransferStatus status = channel.status(cookie);
                failed(status.outcome() + ": " + status.detail());
                return;
            }
            try {
                again(this, transfers);
            } catch (RuntimeException e) {
                failed(e.getMessage());
            }
        }

        private void failed(String why) {
            failure = side + ": " + why;
            listener.run();
        }

        /// Bytes that the transfers have moved. The channel is held for good, so that the answer is exact: all those which have
        /// ended were full but the last, which its device may have ended; of the next one a part may be moved.
        long moved() {
            channel.pause();
            long last = channel.status(firstCookie).last();
            long bytes = 0;
            for (long cookie = firstCookie; cookie < last; cookie++) {
                bytes += length(cookie);
            }
            bytes += last < firstCookie ? 0 : movedBy(last);
            return bytes + (last < channel.status(firstCookie).used() ? movedBy(last + 1) : 0);
        }

        private long movedBy(long cookie) {
            return length(cookie) - channel.status(cookie).residue();
        }

        private long length(long cookie) {
            return blocks.get((int) ((cookie - firstCookie) % blocks.size())).length();
        }
    }
}
