package org.dmaengine.core.registry;

import org.dmaengine.core.channel.VirtualChannel;

/// A lease that has lost its controller and waits for another one.
public record WaitingLease(VirtualChannel lease, Holder holder) {
}
