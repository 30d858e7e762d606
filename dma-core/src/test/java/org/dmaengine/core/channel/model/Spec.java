package org.dmaengine.core.channel.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferFlags;

/// What a client wants to have transferred: from one array of [#MEMORY] bytes to another, or from or to the device.
///
/// @param from   offset in the source, or the number of a scatter list
/// @param to     offset in the destination, or the number of a scatter list
/// @param length bytes; of an interleaved transfer those of its first chunk
/// @param part   bytes of a period, of the second chunk, of the second piece of a vector
/// @param count  frames
record Spec(Kind kind, int from, int to, int length, int part, int count, byte fill, int flags) {
    static final int MEMORY = 256;
    private static final int ALL = 0;
    private static final int LONGEST = 24;
    private static final int GAP = 3;

    /// Scatter lists: offset, length, offset, length, ...
    static final int[][] LISTS = {{0, 5, 20, 7, 12, 3}, {100, 9}, {60, 1, 40, 8, 70, 2, 90, 6}};

    enum Kind { MEMCPY, MEMSET, MEMCPY_SG, MEMSET_SG, OUT, IN, OUT_SG, VECTOR_OUT, CYCLIC_OUT, CYCLIC_IN, INTERLEAVED, INTERRUPT }

    enum Misuse { NONE, NO_LENGTH, OUT_OF_RANGE, BAD_PERIOD }

    /// A random one.
    static Spec of(Kind kind, int seed, int flags) {
        Random random = new Random(seed);
        int length = 1 + random.nextInt(LONGEST);
        int part = 1 + random.nextInt(6);
        int count = 1 + random.nextInt(3);
        int from = random.nextInt(MEMORY / 2);
        int to = random.nextInt(MEMORY / 2);
        byte fill = (byte) random.nextInt();
        return switch (kind) {
            case MEMCPY_SG, MEMSET_SG, OUT_SG -> new Spec(kind, from % LISTS.length, to % LISTS.length, ALL, 0, 0, fill, flags);
            case CYCLIC_OUT, CYCLIC_IN -> new Spec(kind, from, to, part * count, part, count, fill, flags);
            case INTERLEAVED -> new Spec(kind, from, to, 1 + random.nextInt(8), part, count, fill, flags);
            case INTERRUPT -> new Spec(kind, 0, 0, 0, 0, 0, fill, flags);
            default -> new Spec(kind, from, to, length, part, 1, fill, flags);
        };
    }

    /// The same with a mistake, if there can be such a mistake.
    Spec with(Misuse misuse) {
        boolean plain = kind == Kind.MEMCPY || kind == Kind.MEMSET || kind == Kind.OUT || kind == Kind.IN;
        return switch (misuse) {
            case NO_LENGTH -> plain ? new Spec(kind, from, to, 0, part, count, fill, flags) : this;
            case OUT_OF_RANGE -> plain ? new Spec(kind, MEMORY - 1, MEMORY - 1, length + 1, part, count, fill, flags) : this;
            case BAD_PERIOD -> isCyclic() ? new Spec(kind, from, to, length + 1, length + 2, count, fill, flags) : this;
            case NONE -> this;
        };
    }

    Misuse misuse() {
        if (isCyclic() && length % part != 0) {
            return Misuse.BAD_PERIOD;
        }
        boolean plain = kind == Kind.MEMCPY || kind == Kind.MEMSET || kind == Kind.OUT || kind == Kind.IN;
        if (plain && length == 0) {
            return Misuse.NO_LENGTH;
        }
        return plain && from == MEMORY - 1 ? Misuse.OUT_OF_RANGE : Misuse.NONE;
    }

    boolean isCyclic() {
        return kind == Kind.CYCLIC_OUT || kind == Kind.CYCLIC_IN;
    }

    boolean isSlave() {
        return switch (kind) {
            case OUT, IN, OUT_SG, VECTOR_OUT, CYCLIC_OUT, CYCLIC_IN -> true;
            default -> false;
        };
    }

    /// Says whether REPEAT and LOAD_EOT mean something to it (FLG-14).
    boolean canRepeat() {
        return kind == Kind.INTERLEAVED || kind == Kind.VECTOR_OUT;
    }

    boolean repeats() {
        return canRepeat() && has(TransferFlag.REPEAT);
    }

    /// Says whether it replaces a repeated one before it.
    boolean replaces() {
        return canRepeat() && has(TransferFlag.LOAD_EOT);
    }

    boolean isEndless() {
        return isCyclic() || repeats();
    }

    boolean has(TransferFlag flag) {
        return flag.in(flags);
    }

    boolean interrupts() {
        return (flags & TransferFlags.INTERRUPT) != 0;
    }

    TransferFlag[] flagList() {
        return Arrays.stream(TransferFlag.values()).filter(this::has).toArray(TransferFlag[]::new);
    }

    @Override
    public String toString() {
        String shape = switch (kind) {
            case INTERLEAVED -> " " + count + " x {" + length + ", " + part + "} bytes";
            case CYCLIC_OUT, CYCLIC_IN -> " of " + length + " bytes, period " + part;
            case VECTOR_OUT -> " of " + length + " and " + part + " bytes";
            case MEMCPY_SG, MEMSET_SG, OUT_SG, INTERRUPT -> "";
            default -> " of " + length + " bytes";
        };
        return kind + shape + ", from " + from + " to " + to + " " + Arrays.toString(flagList());
    }

    int gap() {
        return GAP;
    }

    /// Its runs, in order.
    List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        switch (kind) {
            case MEMCPY -> pieces.add(new Piece(from, to, length));
            case MEMSET, IN, CYCLIC_IN -> pieces.add(new Piece(-1, to, length));
            case OUT, CYCLIC_OUT -> pieces.add(new Piece(from, -1, length));
            case VECTOR_OUT -> {
                pieces.add(new Piece(from, -1, length));
                pieces.add(new Piece(to, -1, part));
            }
            case MEMSET_SG -> both(pieces, null, LISTS[to]);
            case OUT_SG -> both(pieces, LISTS[from], null);
            case MEMCPY_SG -> both(pieces, LISTS[from], LISTS[to]);
            case INTERLEAVED -> {
                int at = 0;
                for (int frame = 0; frame < count; frame++) {
                    pieces.add(new Piece(from + at, to + at, length));
                    at += length + GAP;
                    pieces.add(new Piece(from + at, to + at, part));
                    at += part + GAP;
                }
            }
            case INTERRUPT -> { }
        }
        return pieces;
    }

    /// A run ends where a piece of either list ends; the shorter list counts.
    private static void both(List<Piece> pieces, int[] source, int[] target) {
        int i = 0;
        int j = 0;
        int doneOfSource = 0;
        int doneOfTarget = 0;
        while ((source == null || i < source.length) && (target == null || j < target.length)) {
            int ofSource = source == null ? MEMORY : source[i + 1] - doneOfSource;
            int ofTarget = target == null ? MEMORY : target[j + 1] - doneOfTarget;
            int run = Math.min(ofSource, ofTarget);
            pieces.add(new Piece(source == null ? -1 : source[i] + doneOfSource, target == null ? -1 : target[j] + doneOfTarget, run));
            doneOfSource += run;
            doneOfTarget += run;
            if (run == ofSource) {
                i += 2;
                doneOfSource = 0;
            }
            if (run == ofTarget) {
                j += 2;
                doneOfTarget = 0;
            }
        }
    }
}
