package org.dmaengine.tck.container;

import java.util.List;
import java.util.Optional;
import org.dmaengine.Direction;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.tck.Peripheral;
import org.dmaengine.tck.PeripheralProvider;
import org.dmaengine.tck.Subject;

/// A channel of this container, which is closed between cases, and goes on itself where another driver would.
///
/// @param driver    its driver
/// @param providers who can play devices
record LiveChannel(ChannelDriver driver, List<PeripheralProvider> providers) implements Subject {
    @Override
    public ChannelDriver channel() {
        return driver;
    }

    @Override
    public Optional<Peripheral> peripheral(Direction direction) {
        return providers.stream().flatMap(provider -> provider.peripheral(driver, direction).stream()).findFirst();
    }
}
