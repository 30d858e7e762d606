package org.dmaengine.tools.stream;

import java.util.Locale;

/// How the bytes are carried.
enum Mode {
    /// One ring, round and round, on both sides.
    CYCLIC,
    /// A transfer for each of some scatter lists over the buffers.
    SG,
    /// A transfer for each buffer.
    SINGLE;

    /// The name on the command line.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
