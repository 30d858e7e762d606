package org.dmaengine.core.engine;

/// Makes calls of an engine's drivers beside its runners. Somebody waits for such a call with a deadline of his own, since it may hang.
public interface Asides {
    /// Has another thread make the call. Does not wait; also when the engine has stopped, since a driver that hung may return later.
    ///
    /// @param purpose what for, in the thread's name while it lasts
    void run(String purpose, Runnable call);

    /// The engine has stopped: threads that wait for a call end, others with theirs.
    void stop();
}
