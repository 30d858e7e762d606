package org.dmaengine.tck;

/// What a controller has shown to be, each level with all those before it.
///
/// ```text
/// NONE ──▶ BASIC ──▶ SWAPPABLE ──▶ FULL
/// ```
public enum Level {
    /// A client cannot rely on it: something that every driver has to do fails, or nothing has been tested.
    NONE("not usable: what every driver has to do fails, or could not be tested"),
    /// Clients are served and get what is promised, and nothing else is touched.
    BASIC("clients are served"),
    /// It stops at the exact byte and goes on where another one has stopped: leases survive its replacement.
    SWAPPABLE("leases survive its replacement"),
    /// All that it promises has been tested, and holds; nothing was left out for want of a device.
    FULL("all that it promises holds");

    private final String words;

    Level(String words) {
        this.words = words;
    }

    /// What it means, for people.
    public String words() {
        return words;
    }
}
