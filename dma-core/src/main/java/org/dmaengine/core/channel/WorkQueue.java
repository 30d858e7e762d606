package org.dmaengine.core.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.ReentrantLock;
import org.dmaengine.core.engine.BriefLock;
import org.dmaengine.core.mapping.MappedMemory;

/// The queue of one lease: a ring indexed by cookie, and four counters. A transfer's state *is* the side of the counters
/// on which its cookie lies; there is no state field to fall out of step.
///
/// ```text
///        ended, driver done      ended, driver stopping     active and issued        submitted
/// 1 ─────────────────────▶ head ─────────────────▶ ended ─────────────────▶ issued ──────────▶ submitted
///                      (only after a terminate, or with a lost driver)
/// ```
///
/// - `submitted`, `issued`: moved by clients, under the lock.
/// - `ended`: moved by one for a completion (by the stepping thread, without the lock where nobody has to be told), or
///   to `submitted` by whoever drops everything (under the lock). Both by compare-and-set: that decides between complete
///   and terminate, once for each cookie.
/// - `head`: moved by the stepping thread only, after the driver has let go. Above it memory may still be touched.
///
/// Invariant: `head <= ended <= submitted`, `ended <= max(issued, ended)`, and `submitted - head <= ring length`.
final class WorkQueue {
    private static final int COOKIES_SHOWN = 8;
    private static final long NONE = Long.MAX_VALUE;
    private static final VarHandle ENDED;

    static {
        try {
            ENDED = MethodHandles.lookup().findVarHandle(WorkQueue.class, "ended", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /// The one lock of the channel. Never held while a driver, a callback or a listener runs.
    final ReentrantLock lock = new BriefLock();

    private final int capacity;
    private final int mask;
    private final Work[] ring;
    private final Work[] own;
    // Guarded by lock: bytes submitted since the last issue, and the last cookie dropped.
    private long bytesNotIssued;
    private long droppedTo;
    private volatile long submitted;
    private volatile long issued;
    private volatile long ended;
    private volatile long head;
    // The oldest transfer that is to end without moving any further, NONE if there is none. Written under lock.
    private volatile long condemned = NONE;

    WorkQueue(int capacity) {
        this.capacity = capacity;
        // One slot more than the bound: while its callback runs, a reusable descriptor counts twice.
        int slots = Integer.highestOneBit(capacity) << 1;
        this.mask = slots - 1;
        this.ring = new Work[slots];
        this.own = new Work[slots];
    }

    int capacity() {
        return capacity;
    }

    long submitted() {
        return submitted;
    }

    long issued() {
        return issued;
    }

    long ended() {
        return ended;
    }

    long head() {
        return head;
    }

    /// Works in the ring: submitted and not yet let go by the driver.
    int size() {
        return (int) (submitted - head);
    }

    /// The work with this cookie; meaningful for cookies above `head`.
    Work at(long cookie) {
        return ring[(int) cookie & mask];
    }

    /// The ring's own work for the next cookie, to be filled and then added. Under the lock.
    Work nextOwn() {
        assert lock.isHeldByCurrentThread();
        int slot = (int) (submitted + 1) & mask;
        Work work = own[slot];
        if (work == null) {
            work = new Work(null);
            own[slot] = work;
        }
        return work;
    }

    /// Adds a work at the end and answers its cookie. Under the lock.
    long add(Work work) {
        assert lock.isHeldByCurrentThread();
        assert submitted - head < ring.length : "more works than the bound allows";
        long cookie = submitted + 1;
        ring[(int) cookie & mask] = work;
        bytesNotIssued += work.length();
        submitted = cookie;
        return cookie;
    }

    /// Makes everything submitted runnable; answers whether anything is. Under the lock.
    boolean issue() {
        assert lock.isHeldByCurrentThread();
        issued = submitted;
        return issued > head;
    }

    /// Makes everything up to this cookie runnable. Under the lock.
    void issueTo(long cookie) {
        assert lock.isHeldByCurrentThread();
        issued = Math.max(issued, cookie);
    }

    /// Has a transfer end `ABORTED` as soon as it is the oldest, without moving any further; false if it has ended, or that had been said
    /// before. Under the lock.
    boolean condemn(long cookie, String why) {
        assert lock.isHeldByCurrentThread();
        if (cookie <= ended || cookie > submitted || at(cookie).condemned() != null) {
            return false;
        }
        at(cookie).condemn(why);
        condemned = Math.min(condemned, cookie);
        return true;
    }

    /// Says whether the oldest transfer is to end now. Cheap while none is condemned.
    boolean isOldestCondemned(long oldest) {
        if (condemned > oldest) {
            return false;
        }
        lock.lock();
        try {
            long next = ended + 1;
            while (next <= submitted && at(next).condemned() == null) {
                next++;
            }
            condemned = next <= submitted ? next : NONE;
            return condemned == oldest;
        } finally {
            lock.unlock();
        }
    }

    /// Says whether this transfer is to end without moving any further.
    boolean isCondemned(long cookie) {
        if (condemned > cookie) {
            return false;
        }
        Work work = at(cookie);
        return work != null && work.condemned() != null; // it may have ended meanwhile
    }

    /// Bytes that the last issue made runnable.
    long takeBytesIssued() {
        assert lock.isHeldByCurrentThread();
        long bytes = bytesNotIssued;
        bytesNotIssued = 0;
        return bytes;
    }

    /// The stepping thread ends one transfer; false if it has been dropped in the meantime.
    boolean end(long cookie) {
        return ENDED.compareAndSet(this, cookie - 1, cookie);
    }

    /// Ends everything submitted that has not ended; answers the first cookie that this has dropped, which is beyond
    /// `submitted` if there was none. Under the lock.
    long endAll() {
        assert lock.isHeldByCurrentThread();
        long cut = submitted;
        issued = cut;
        bytesNotIssued = 0;
        long before = ended;
        while (!ENDED.compareAndSet(this, before, cut)) {
            before = ended;
        }
        if (before < cut) {
            droppedTo = cut;
        }
        return before + 1;
    }

    /// One has ended though the driver has not let go of it, nor of those before. Under the lock.
    void dropped(long cookie) {
        assert lock.isHeldByCurrentThread();
        droppedTo = Math.max(droppedTo, cookie);
    }

    /// The last cookie that was dropped rather than ended by itself; 0 if none was.
    long droppedTo() {
        assert lock.isHeldByCurrentThread();
        return droppedTo;
    }

    /// The stepping thread says that the driver has let go of everything up to this cookie.
    void release(long cookie) {
        for (long c = head + 1; c <= cookie; c++) {
            Work work = ring[(int) c & mask];
            if (work == own[(int) c & mask]) {
                work.forgetMemory();
            } else {
                ring[(int) c & mask] = null;
            }
        }
        head = cookie;
    }

    /// The cookies of the transfers that have not ended and use a mapping, for people; empty if there are none.
    String cookiesUsing(MappedMemory memory) {
        assert lock.isHeldByCurrentThread();
        StringBuilder cookies = new StringBuilder();
        int count = 0;
        for (long cookie = ended + 1; cookie <= submitted; cookie++) {
            if (at(cookie).uses(memory) && ++count <= COOKIES_SHOWN) {
                cookies.append(count == 1 ? "" : ", ").append(cookie);
            }
        }
        return count > COOKIES_SHOWN ? cookies + " and " + (count - COOKIES_SHOWN) + " more" : cookies.toString();
    }

    /// Says whether a driver may still touch a mapping, for a transfer that runs or is being stopped.
    boolean touches(MappedMemory memory) {
        assert lock.isHeldByCurrentThread();
        for (long cookie = head + 1; cookie <= submitted; cookie++) {
            // What has ended by itself had left the driver before: its slot is about to be given back.
            boolean over = cookie <= ended && cookie > droppedTo;
            if (!over && at(cookie).uses(memory)) {
                return true;
            }
        }
        return false;
    }
}
