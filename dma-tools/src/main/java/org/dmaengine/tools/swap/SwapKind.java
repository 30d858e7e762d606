package org.dmaengine.tools.swap;

import java.util.Locale;

/// How a controller is taken away and another one put in its place.
public enum SwapKind {
    /// Its bundle is stopped and started.
    RESTART,
    /// Its bundle is updated from where it was installed.
    UPDATE,
    /// Its configuration changes in something that a registered channel cannot change.
    CONFIG,
    /// Another instance of the same name and a better ranking appears, then the former one goes.
    RANK,
    /// It is declared broken, then made anew. The only kind that ends what is under way.
    KILL;

    /// The name on the command line.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
