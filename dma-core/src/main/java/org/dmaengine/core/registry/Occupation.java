package org.dmaengine.core.registry;

import org.dmaengine.core.channel.Attachment;

/// That a slot serves a lease.
///
/// @param attachment as which of the drivers that the lease has had
record Occupation(Standing standing, Attachment attachment) {
}
