package org.dmaengine.endpoints.serial;

import java.io.IOException;
import java.nio.ByteBuffer;

/// What a line receives.
final class LineReader extends LineUse {
    LineReader(Terminal terminal, Pace pace, Runnable left) throws IOException {
        super(terminal, pace, left);
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        return move(Terminal.Readiness.INPUT, buffer, Terminal::read);
    }
}
