package org.dmaengine.endpoints.serial;

import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.EndpointScheme;
import org.dmaengine.endpoints.PumpedPort;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/// Serial lines and pseudo-terminals: `tty:/dev/ttyUSB0,baud=115200`.
///
/// A source reads the line, a sink writes it; both may be open at once, with the same options.
@Component(property = EndpointScheme.SCHEME + "=" + SerialScheme.NAME)
public final class SerialScheme implements EndpointScheme {
    static final String NAME = "tty";

    private static final String FORM = NAME + ":PATH[,baud=RATE][,parity=none|even|odd][,stop=1|2][,flow=none|rtscts|xonxoff]";
    private static final int SMALLEST_BUFFER = 64;
    private static final int LARGEST_BUFFER = 1 << 16;
    private static final int BUFFERS_PER_SECOND = 10;

    private final Lines lines;

    /// On the lines of this machine.
    @Activate
    public SerialScheme() {
        this(LinuxTerminal::open, System::nanoTime);
    }

    SerialScheme(Lines.Opener opener, LongSupplier clock) {
        lines = new Lines(opener, clock);
    }

    @Override
    public EndpointPort open(String rest, Direction direction) throws IOException {
        List<String> parts = List.of(rest.split(",", -1));
        String path = parts.getFirst();
        if (path.isEmpty()) {
            throw new IllegalArgumentException(NAME + ":" + rest + " names no line; the form is " + FORM);
        }
        LineOptions options = options(rest, parts.subList(1, parts.size()));
        try {
            return switch (direction) {
                case DEV_TO_MEM -> PumpedPort.of(NAME + ":" + path, direction, lines.read(path, options), LARGEST_BUFFER);
                case MEM_TO_DEV -> PumpedPort.of(NAME + ":" + path, direction, lines.write(path, options), sendBuffer(options));
                default -> throw new IllegalArgumentException(NAME + ":" + rest + " cannot be opened for " + direction
                        + "; allowed is DEV_TO_MEM, which reads the line, or MEM_TO_DEV, which writes it");
            };
        } catch (IOException e) {
            throw new IOException(NAME + ":" + path + ": " + e.getMessage(), e);
        }
    }

    private static LineOptions options(String rest, List<String> texts) {
        try {
            return LineOptions.of(texts);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(NAME + ":" + rest + ": " + e.getMessage(), e);
        }
    }

    /// A tenth of a second: what is in it, is under way.
    private static int sendBuffer(LineOptions options) {
        int tenth = options.baud() == 0 ? LARGEST_BUFFER : options.baud() / options.bitsPerByte() / BUFFERS_PER_SECOND;
        return Math.clamp(Integer.highestOneBit(Math.max(1, tenth)) << 1, SMALLEST_BUFFER, LARGEST_BUFFER);
    }
}
