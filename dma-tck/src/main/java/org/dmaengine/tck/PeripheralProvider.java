package org.dmaengine.tck;

import java.util.Optional;
import org.dmaengine.Direction;
import org.dmaengine.spi.ChannelDriver;
import org.osgi.annotation.versioning.ConsumerType;

/// Plays the devices at the other end of a kind of controller, so that `dma:tck` can test its transfers from and to devices in a running
/// container.
///
/// A service, registered beside the API bundle that ports and clients share with that kind of controller. The kit asks each provider for
/// each case, and takes the first that answers; without one the cases that need a device are skipped, with that reason.
@ConsumerType
public interface PeripheralProvider {
    /// Makes a device for one case. Whoever asks closes it.
    ///
    /// @param channel   the channel that is tested; not open yet. Only `capabilities` and `validate` may be called
    /// @param direction `DEV_TO_MEM` or `MEM_TO_DEV`
    /// @return empty if this is no controller of that kind
    Optional<Peripheral> peripheral(ChannelDriver channel, Direction direction);
}
