package org.dmaengine.tools.swaptest;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.TransferFlag;
import org.dmaengine.mapping.DmaMapper;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.mapping.ScatterList;

/// Room for one copy after the other, and what each has to come to.
///
/// ```text
/// source   ....[ from: length bytes, overwritten as soon as the copy is complete ]....
/// target   AAAAAA[ to: the same bytes, looked at much later                   ]AAAAAA
/// expected [ 0: the same bytes ]
/// ```
final class CopySlot implements AutoCloseable {
    /// Bytes of the longest copy.
    static final int LONGEST = 64 << 10;

    private static final int ROOM = LONGEST + 128;
    private static final byte UNTOUCHED = (byte) 0xa5;
    private static final byte OVERWRITTEN = 0x3c;
    private static final int MOST_PIECES = 8;

    private final MemorySegment source;
    private final MemorySegment target;
    private final MemorySegment expected;
    private final Mapping sourceMapping;
    private final Mapping targetMapping;
    private final List<Mapping> lists = new ArrayList<>();
    private int from;
    private int to;
    private int length;
    private int done;

    /// @param memory bytes of the slot, [#bytes] of them
    CopySlot(MemorySegment memory, DmaMapper mapper) {
        source = memory.asSlice(0, ROOM);
        target = memory.asSlice(ROOM, ROOM);
        expected = memory.asSlice(2L * ROOM, ROOM);
        sourceMapping = mapper.map(source, MapDirection.TO_DEVICE);
        targetMapping = mapper.map(target, MapDirection.FROM_DEVICE);
    }

    /// Bytes of a slot.
    static long bytes() {
        return 3L * ROOM;
    }

    /// Chooses another copy.
    ///
    /// @param pool random bytes, more than the longest copy has
    void fill(SplittableRandom random, MemorySegment pool) {
        length = random.nextInt(1, LONGEST + 1);
        from = random.nextInt(ROOM - length + 1);
        to = random.nextInt(ROOM - length + 1);
        done = 0;
        sourceMapping.syncForCpu();
        targetMapping.syncForCpu();
        MemorySegment.copy(pool, random.nextLong(pool.byteSize() - length + 1), source, from, length);
        MemorySegment.copy(source, from, expected, 0, length);
        target.fill(UNTOUCHED);
        sourceMapping.syncForDevice();
        targetMapping.syncForDevice();
    }

    // ---- what is to be done ----

    DmaDescriptor prepare(DmaChannel channel) {
        return channel.prepareMemcpy(targetMapping, to + done, sourceMapping, from + done, left(), TransferFlag.INTERRUPT);
    }

    /// The same as a copy from pieces to pieces of other sizes.
    DmaDescriptor prepareList(DmaChannel channel, SplittableRandom random) {
        Mapping sources = channel.mapper().map(pieces(random, source.asSlice(from, length)), MapDirection.TO_DEVICE);
        lists.add(sources);
        Mapping targets = channel.mapper().map(pieces(random, target.asSlice(to, length)), MapDirection.FROM_DEVICE);
        lists.add(targets);
        return channel.prepareMemcpySg(targets, sources, TransferFlag.INTERRUPT);
    }

    private static ScatterList pieces(SplittableRandom random, MemorySegment whole) {
        List<MemorySegment> pieces = new ArrayList<>();
        long begin = 0;
        while (begin < whole.byteSize()) {
            long left = whole.byteSize() - begin;
            long piece = pieces.size() == MOST_PIECES - 1 ? left : random.nextLong(left) + 1;
            pieces.add(whole.asSlice(begin, piece));
            begin += piece;
        }
        return new ScatterList(pieces);
    }

    int left() {
        return length - done;
    }

    // ---- what has become of it ----

    /// The transfer has ended: its lists are done with.
    void release() {
        lists.forEach(Mapping::close);
        lists.clear();
    }

    /// So many bytes more have been copied for certain, and up to so many behind them perhaps.
    void cut(long moved, long uncertain, String name, Ledger ledger) {
        targetMapping.syncForCpu();
        check(done + moved, name, ledger);
        long untouched = done + moved + uncertain;
        for (long i = untouched; i < length; i++) {
            if (target.get(ValueLayout.JAVA_BYTE, to + i) != UNTOUCHED) {
                ledger.repeated(1, "%s: byte %d of a copy of %d was written, which ended at %d with %d uncertain", name, i, length, done + moved,
                        uncertain);
            }
        }
        targetMapping.syncForDevice();
        done += (int) moved;
    }

    /// It is complete: nobody may read the source again, which shows in the target if somebody does.
    void complete() {
        done = length;
        sourceMapping.syncForCpu();
        source.asSlice(from, length).fill(OVERWRITTEN);
    }

    /// Looks at the target long after: at what was copied, and around it.
    void verify(String name, Ledger ledger) {
        targetMapping.syncForCpu();
        check(done, name, ledger);
        if (done == length) {
            expectUntouched(0, to, name, ledger);
            expectUntouched(to + length, ROOM, name, ledger);
        }
    }

    private void check(long until, String name, Ledger ledger) {
        if (MemorySegment.mismatch(expected, 0, until, target, to, to + until) < 0) {
            return;
        }
        long missing = 0;
        long wrong = 0;
        for (long i = 0; i < until; i++) {
            byte found = target.get(ValueLayout.JAVA_BYTE, to + i);
            if (found == UNTOUCHED && found != expected.get(ValueLayout.JAVA_BYTE, i)) {
                missing++;
            } else if (found != expected.get(ValueLayout.JAVA_BYTE, i)) {
                wrong++;
            }
        }
        ledger.lost(missing, "%s: bytes of a copy of %d never arrived", name, length);
        ledger.repeated(wrong, "%s: bytes of a copy of %d have changed since, or are another copy's", name, length);
    }

    private void expectUntouched(long begin, long end, String name, Ledger ledger) {
        for (long i = begin; i < end; i++) {
            if (target.get(ValueLayout.JAVA_BYTE, i) != UNTOUCHED) {
                ledger.repeated(1, "%s: byte %d beside a copy to %d to %d was written", name, i, to, to + length);
            }
        }
    }

    @Override
    public void close() {
        release();
        sourceMapping.close();
        targetMapping.close();
    }
}
