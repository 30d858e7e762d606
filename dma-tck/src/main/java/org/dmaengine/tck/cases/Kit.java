package org.dmaengine.tck.cases;

import java.util.List;

/// All cases.
public final class Kit {
    private static final List<Theme> THEMES = List.of(Work.THEME, LifeCycle.THEME, Order.THEME, Residue.THEME, Pausing.THEME,
            Stopping.THEME, Continuing.THEME, Races.THEME, Bounds.THEME, Errors.THEME, Configuring.THEME, Metadata.THEME, Manners.THEME);

    private Kit() {
    }

    /// The themes, in the order in which they are best read.
    public static List<Theme> themes() {
        return THEMES;
    }
}
