package org.dmaengine.controller.fifo.stubs;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.dmaengine.Direction;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.RequestLine;

/// A port that gives words for ever and breaks its contract in one way.
public final class BadPort implements FifoPort {
    /// What it does wrong.
    public enum Deed {
        THROWS_CONNECT("connect() threw "), THROWS_LEVEL("level() threw "), NEGATIVE_LEVEL("level() is -3"),
        THROWS_BURST("burst() threw "), MOVES_TOO_MANY("burst() of 4 words says that it moved 5"),
        MOVES_FEWER_THAN_NONE("burst() of 4 words says that it moved -1"), THROWS_AT_END("atEnd() threw ");

        private final String named;

        Deed(String named) {
            this.named = named;
        }

        public String named() {
            return named;
        }
    }

    private final Deed deed;
    private IOException instead;

    public BadPort(Deed deed) {
        this.deed = deed;
    }

    /// From now on it throws this, which is within its contract.
    public void instead(IOException exception) {
        instead = exception;
    }

    private void throwsAt(Deed here) {
        if (deed == here) {
            throw new NullPointerException("a mistake");
        }
    }

    @Override
    public Direction direction() {
        return Direction.DEV_TO_MEM;
    }

    @Override
    public void connect(RequestLine line) {
        throwsAt(Deed.THROWS_CONNECT);
    }

    @Override
    public void disconnect() {
        throw new NullPointerException("and another one");
    }

    @Override
    public int level(int wordBytes) throws IOException {
        if (instead != null) {
            throw instead;
        }
        throwsAt(Deed.THROWS_LEVEL);
        return deed == Deed.NEGATIVE_LEVEL ? -3 : 100;
    }

    @Override
    public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) {
        throwsAt(Deed.THROWS_BURST);
        return switch (deed) {
            case MOVES_TOO_MANY -> words + 1;
            case MOVES_FEWER_THAN_NONE -> -1;
            default -> words;
        };
    }

    @Override
    public boolean atEnd() {
        throwsAt(Deed.THROWS_AT_END);
        return false;
    }

    @Override
    public long losses() {
        throw new NullPointerException("and one more");
    }
}
