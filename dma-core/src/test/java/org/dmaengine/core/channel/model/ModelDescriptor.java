package org.dmaengine.core.channel.model;

/// What a client holds in its hands after a prepare.
final class ModelDescriptor {
    /// Its callback.
    enum Form { NONE, RESULT, COOKIE }

    /// `PREPARED` is the client's, `SUBMITTED` the engine's, `ENDED` waits for its callback, `STOPPING` for the driver.
    enum State { PREPARED, SUBMITTED, ENDED, STOPPING, SPENT }

    final int index;
    final Spec spec;
    int flags;
    State state = State.PREPARED;
    /// Freed by a terminate while prepared (TRM-04).
    boolean freed;
    boolean reusable;
    Form form = Form.NONE;
    /// How often the stage of the next use has been asked for.
    int stages;
    /// The stage of a dropped use is not delivered yet.
    boolean stageWaits;

    ModelDescriptor(int index, Spec spec) {
        this.index = index;
        this.spec = spec;
        this.flags = spec.flags();
    }

    boolean isPrepared() {
        return state == State.PREPARED && !freed;
    }

    /// A use is over for good: it is the client's again, or spent.
    void comesBack() {
        state = reusable ? State.PREPARED : State.SPENT;
    }

    @Override
    public String toString() {
        return "d" + index;
    }
}
