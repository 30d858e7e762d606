package org.dmaengine.core.mapping;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// From when to when a mapping may be used.
///
/// ```text
///          ┌──in use, or taken into use──┐
///          ▼                             │
/// (map)  OPEN ────────close─────────▶ ASKING ──nothing uses it──▶ CLOSING ──freed──▶ CLOSED (terminal)
///          └──────its lease ends────────────────────────────────────▲ ╰─ until then stopping transfers may touch it
/// ```
///
/// A close asks every channel, under that channel's lock, and has closed only when it then finds the mapping still ASKING.
/// A submit calls [#takeIntoUse] under its own channel's lock: it either finds the mapping closed, or overrules the close,
/// which asks again and now sees the transfer. Until a close has succeeded the mapping is open for everybody. Two closes
/// take turns.
final class Lifetime {
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Lifetime.class, "state", State.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private enum State { OPEN, ASKING, CLOSING, CLOSED }

    // Held by a close that has not decided; no channel's lock is held when it is taken.
    private final Object turn = new Object();
    private volatile State state = State.OPEN;

    boolean isOpen() {
        State now = state;
        return now == State.OPEN || now == State.ASKING;
    }

    /// Says whether a transfer may be queued, and overrules a close that is asking. Under the lock of the channel that queues.
    boolean takeIntoUse() {
        while (true) {
            State now = state;
            if (now != State.ASKING) {
                return now == State.OPEN;
            }
            if (STATE.compareAndSet(this, State.ASKING, State.OPEN)) {
                return true;
            }
        }
    }

    /// Closes; false if that has happened before.
    ///
    /// @param expectUnused throws if a transfer uses the mapping, which then stays open
    boolean close(Runnable expectUnused) {
        synchronized (turn) {
            if (!isOpen()) {
                return false;
            }
            do {
                state = State.ASKING;
                try {
                    expectUnused.run();
                } catch (Throwable t) {
                    state = State.OPEN;
                    throw t;
                }
            } while (!STATE.compareAndSet(this, State.ASKING, State.CLOSING));
            return true;
        }
    }

    /// Closes whatever uses it; false if that has happened before.
    boolean closeWithLease() {
        synchronized (turn) {
            if (!isOpen()) {
                return false;
            }
            state = State.CLOSING;
            return true;
        }
    }

    boolean isClosing() {
        return state == State.CLOSING;
    }

    /// Nothing touches it any more; true for the one who has to free it.
    boolean end() {
        return STATE.compareAndSet(this, State.CLOSING, State.CLOSED);
    }

    /// It could not be freed: to be tried again.
    void endLater() {
        state = State.CLOSING;
    }
}
