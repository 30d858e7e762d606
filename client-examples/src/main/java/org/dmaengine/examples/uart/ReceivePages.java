package org.dmaengine.examples.uart;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dmaengine.CompletionCallback;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.TransferFlag;
import org.dmaengine.mapping.Mapping;

/// The memory of a receiver: two pages, each free, the buffer of a transfer, or the client's to take. Guarded by its receiver's lock.
///
/// ```text
///   free ──submit──▶ running ──full, silence, flush──▶ arrived ──next()──▶ free
/// ```
final class ReceivePages implements AutoCloseable {
    /// A page that a transfer fills.
    record Running(int page, long cookie) {
    }

    private static final int PAGES = 2;

    private final DmaChannel channel;
    private final Mapping memory;
    private final int pageBytes;
    private final Deque<Integer> free = new ArrayDeque<>();
    private final Deque<Running> running = new ArrayDeque<>();

    ReceivePages(DmaChannel channel, int pageBytes) {
        this.channel = channel;
        this.memory = channel.mapper().allocate((long) PAGES * pageBytes); // coherent: no syncs (CLB-04)
        this.pageBytes = pageBytes;
        IntStream.range(0, PAGES).forEach(free::add);
    }

    int pageBytes() {
        return pageBytes;
    }

    // @start region="start"
    /// Lets transfers fill all pages that are free.
    void fillFree(CompletionCallback ended) {
        while (!free.isEmpty()) {
            int page = free.remove();
            long cookie = channel.prepareSlaveSingle(memory, (long) page * pageBytes, pageBytes, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT)
                    .onComplete(ended)
                    .submit();
            running.add(new Running(page, cookie));
        }
        channel.issuePending();
    }
    // @end

    void free(int page) {
        free.add(page);
    }

    /// The transfer that is filled first.
    Optional<Running> oldest() {
        return Optional.ofNullable(running.peek());
    }

    void removeOldest() {
        running.remove();
    }

    /// Those that run have been terminated, and were not touched.
    void freeRunning() {
        running.forEach(untouched -> free.add(untouched.page()));
        running.clear();
    }

    /// What runs is of no interest any more.
    void forgetRunning() {
        running.clear();
    }

    /// What a page begins with.
    byte[] copy(int page, int count) {
        byte[] data = new byte[count];
        MemorySegment.copy(memory.segment(), ValueLayout.JAVA_BYTE, (long) page * pageBytes, data, 0, count);
        return data;
    }

    @Override
    public void close() {
        memory.close();
    }
}
