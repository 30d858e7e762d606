package org.dmaengine.tck;

import java.util.Optional;
import org.dmaengine.Direction;
import org.dmaengine.spi.ChannelDriver;

/// The controller that is tested: where the kit gets its channels, and the devices at their other end.
public interface Subject {
    /// A channel that is open for nobody: a new one each time, or one that has been closed. The kit opens at most one at a time.
    ChannelDriver channel();

    /// A device for the channel that was got last; empty if nobody can play one in this direction.
    ///
    /// @param direction `DEV_TO_MEM` or `MEM_TO_DEV`
    Optional<Peripheral> peripheral(Direction direction);
}
