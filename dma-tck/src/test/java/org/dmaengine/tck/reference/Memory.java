package org.dmaengine.tck.reference;

import java.util.Optional;
import java.util.function.Supplier;
import org.dmaengine.Direction;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.tck.Peripheral;
import org.dmaengine.tck.Subject;

/// A controller without devices.
public record Memory(Supplier<ChannelDriver> driver) implements Subject {
    @Override
    public ChannelDriver channel() {
        return driver.get();
    }

    @Override
    public Optional<Peripheral> peripheral(Direction direction) {
        return Optional.empty();
    }
}
