package org.dmaengine.tools.board;

import java.util.Collection;
import java.util.List;
import org.dmaengine.spi.SlaveMapEntry;

/// What a client asks for.
///
/// @param client path of its node
/// @param name   one of its `dma-names`
record Name(String client, String name) {
    /// The names of these entries, each once, in their order.
    static List<Name> of(Collection<SlaveMapEntry> entries) {
        return entries.stream().map(entry -> new Name(entry.device(), entry.name())).distinct().toList();
    }

    @Override
    public String toString() {
        return client + ":" + name;
    }
}
