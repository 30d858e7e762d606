package org.dmaengine.core.engine;

/// Runs completion callbacks somewhere else: in production the [CompleterPool], in tests wherever the test says.
public interface Completers {
    /// A channel with something to deliver.
    interface Deliverable {
        /// Delivers what there is; submits itself again if there is more.
        void deliver();
    }

    /// Has `deliver` called once, soon, on another thread. Any thread; does not block.
    void submit(Deliverable channel);
}
