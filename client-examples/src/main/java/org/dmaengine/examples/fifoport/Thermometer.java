package org.dmaengine.examples.fifoport;

import static org.osgi.service.component.annotations.ConfigurationPolicy.REQUIRE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumSet;
import java.util.Set;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.RequestLine;
import org.osgi.service.component.annotations.Component;

/// A thermometer that measures in series. Its samples wait in a FIFO of 16 words of two bytes until a controller fetches them.
///
/// Request line and bus address are the board's affair: they are properties of the component's configuration, and so of the
/// service.
// @start region="port"
@Component(service = {FifoPort.class, Thermometer.class}, configurationPid = "org.dmaengine.examples.thermometer",
           configurationPolicy = REQUIRE)
public final class Thermometer implements FifoPort {
    private final short[] fifo = new short[16];
    private int first;
    private int held;
    private int toEnd = -1; // words before the end of the series, -1 while that is not known
    private long lost;
    private volatile RequestLine line;

    // ---- the device's side, on a thread of its own ----

    public void measured(short sample) {
        synchronized (this) {
            if (held < fifo.length) {
                fifo[(first + held++) % fifo.length] = sample;
            } else {
                lost += Short.BYTES; // nowhere to put it: never wait, count
            }
        }
        raise();
    }

    public void seriesEnds() {
        synchronized (this) {
            toEnd = toEnd < 0 ? held : toEnd;
        }
        raise();
    }

    private void raise() {
        RequestLine now = line;
        if (now != null) {
            now.raise(); // too often does no harm
        }
    }

    // ---- the controller's side, one call at a time ----

    @Override
    public Direction direction() {
        return Direction.DEV_TO_MEM; // it gives
    }

    @Override
    public Set<BusWidth> widths() {
        return EnumSet.of(BusWidth.BYTES_2);
    }

    @Override
    public synchronized void connect(RequestLine newLine) {
        if (line != null) {
            throw new IllegalStateException("the thermometer is in use");
        }
        line = newLine;
    }

    @Override
    public void disconnect() {
        line = null; // the samples stay: the next controller finds them
    }

    @Override
    public synchronized int level(int wordBytes) {
        return toEnd < 0 ? held : toEnd; // never beyond the end
    }

    @Override
    public synchronized boolean lastWords() {
        return toEnd > 0;
    }

    @Override
    public synchronized int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) {
        for (int i = 0; i < words; i++) {
            memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, offset + 2L * i, fifo[(first + i) % fifo.length]);
        }
        first = (first + words) % fifo.length;
        held -= words;
        toEnd = toEnd < 0 ? toEnd : toEnd - words;
        return words;
    }

    @Override
    public synchronized boolean atEnd() {
        return toEnd == 0;
    }

    @Override
    public synchronized void passEnd() {
        toEnd = -1; // what has been measured since is the next series
    }

    @Override
    public synchronized long losses() {
        return lost;
    }
}
// @end
