package org.dmaengine;

import org.osgi.annotation.versioning.ConsumerType;

/// A slave configuration with the parameters of one kind of controller: a record that *embeds* a [SlaveConfig].
///
/// This is the guide's step 2, "embed `dma_slave_config` in their controller specific structure", with a type instead
/// of `container_of` (CFG-18). A plain [SlaveConfig] is the trivial case: its own base. The record must be deeply
/// immutable, since transfers keep it (CFG-12): what is no record or enum, or has an array as component, is refused. It comes
/// from an API bundle that changes rarely, never from the controller's bundle.
///
/// ```java
/// public record FifoSlaveConfig(SlaveConfig base, int watermark) implements ExtendedSlaveConfig { }
/// ```
@ConsumerType
public interface ExtendedSlaveConfig {
    /// The generic part, which every controller understands.
    SlaveConfig base();
}
