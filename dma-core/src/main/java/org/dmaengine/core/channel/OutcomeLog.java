package org.dmaengine.core.channel;

import java.util.Arrays;
import org.dmaengine.TransferOutcome;

/// How transfers ended that did not simply complete: ranges of neighbouring cookies with the same end, the last 65,536
/// ranges. What is older is forgotten; everything not in here and not forgotten has completed in full.
///
/// Guarded by the channel's lock. Cookies are added in rising order, so that a lookup is a binary search.
final class OutcomeLog {
    static final int LIMIT = 65_536;
    private static final int FIRST_SIZE = 16;

    /// The end of one range of cookies.
    ///
    /// @param uncertain bytes after the counted ones that may have been touched
    /// @param losses    bytes that the device lost or made up meanwhile
    record End(long from, long to, TransferOutcome outcome, long residue, long uncertain, long losses, String detail) {
        private End between(long newFrom, long newTo) {
            return new End(newFrom, newTo, outcome, residue, uncertain, losses, detail);
        }
    }

    private End[] ranges = new End[FIRST_SIZE];
    private int first;
    private int size;
    private long forgotten;

    /// The last cookie whose end may be forgotten.
    long forgotten() {
        return forgotten;
    }

    void add(long cookie, TransferOutcome outcome, long residue, long uncertain, long losses, String detail) {
        End end = new End(cookie, cookie, outcome, residue, uncertain, losses, detail);
        if (size > 0) {
            End last = get(size - 1);
            if (last.to == cookie - 1 && last.between(cookie, cookie).equals(end)) {
                set(size - 1, last.between(last.from, cookie));
                return;
            }
        }
        makeRoom();
        size++;
        set(size - 1, end);
    }

    /// Corrects residue and losses of one dropped transfer, now that its driver has stopped and said how far it came, and what more may have been
    /// touched if it has not said so in order.
    void correct(long cookie, long residue, long uncertain, long losses) {
        int index = indexOf(cookie);
        if (index < 0) {
            return;
        }
        End end = get(index);
        long touched = Math.max(end.uncertain, uncertain);
        if (end.residue == residue && end.uncertain == touched && end.losses == losses) {
            return;
        }
        End corrected = new End(cookie, cookie, end.outcome, residue, touched, losses, end.detail);
        int at = index;
        if (end.from < cookie) {
            set(at, end.between(end.from, cookie - 1));
            at = insertBehind(at, corrected);
        } else {
            set(at, corrected);
        }
        if (cookie < end.to) {
            insertBehind(at, end.between(cookie + 1, end.to));
        }
    }

    /// How this cookie ended, null if it completed in full (or is forgotten).
    End find(long cookie) {
        int index = indexOf(cookie);
        return index < 0 ? null : get(index);
    }

    /// Answers where the new one is: a full log forgets its oldest range for it, so that all others move up.
    private int insertBehind(int index, End end) {
        int before = size;
        makeRoom();
        int at = index + 1 - (before - size);
        size++;
        for (int i = size - 1; i > at; i--) {
            set(i, get(i - 1));
        }
        set(at, end);
        return at;
    }

    private int indexOf(long cookie) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            End end = get(middle);
            if (cookie < end.from) {
                high = middle - 1;
            } else if (cookie > end.to) {
                low = middle + 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    private void makeRoom() {
        if (size < ranges.length) {
            return;
        }
        if (ranges.length < LIMIT) {
            End[] larger = new End[ranges.length * 2];
            for (int i = 0; i < size; i++) {
                larger[i] = get(i);
            }
            Arrays.fill(ranges, null);
            ranges = larger;
            first = 0;
            return;
        }
        forgotten = get(0).to;
        first = first + 1 & ranges.length - 1;
        size--;
    }

    private End get(int index) {
        return ranges[first + index & ranges.length - 1];
    }

    private void set(int index, End end) {
        ranges[first + index & ranges.length - 1] = end;
    }
}
