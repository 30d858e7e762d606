package org.dmaengine.tck.reference;

import java.util.Optional;
import java.util.function.Function;
import org.dmaengine.Direction;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.tck.Peripheral;
import org.dmaengine.tck.Subject;

/// A controller of pipes: its channels, and the pipe that is wired to them now.
public final class Board implements Subject {
    private final Function<Board, ChannelDriver> driver;
    private Pipe pipe;

    public Board(Function<Board, ChannelDriver> driver) {
        this.driver = driver;
    }

    /// The pipe at the other end.
    public Pipe pipe() {
        return pipe;
    }

    @Override
    public ChannelDriver channel() {
        return driver.apply(this);
    }

    @Override
    public Optional<Peripheral> peripheral(Direction direction) {
        pipe = new Pipe(direction);
        return Optional.of(pipe);
    }
}
