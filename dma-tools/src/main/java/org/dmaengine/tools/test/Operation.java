package org.dmaengine.tools.test;

import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;

/// What a test thread has the channel do: the selector `dmatest` (TST-07).
enum Operation {
    /// Copies, each byte told from its neighbours.
    COPY("copy", Capability.MEMCPY),
    /// Fills with one value (TST-50).
    SET("set", Capability.MEMSET);

    private final String word;
    private final Capability capability;

    Operation(String word, Capability capability) {
        this.word = word;
        this.capability = capability;
    }

    /// As it stands in thread names (TST-28).
    String word() {
        return word;
    }

    /// What a channel needs for it.
    Capability capability() {
        return capability;
    }

    /// The channel's own alignment for it, in bytes (TST-30).
    int alignment(ChannelCapabilities capabilities) {
        return this == COPY ? capabilities.copyAlignment() : capabilities.fillAlignment();
    }
}
