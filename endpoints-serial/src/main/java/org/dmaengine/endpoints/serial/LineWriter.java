package org.dmaengine.endpoints.serial;

import java.io.IOException;
import java.nio.ByteBuffer;

/// What a line sends.
final class LineWriter extends LineUse {
    private final boolean sends;
    private volatile boolean finished;

    /// @param sends whether the line sends at its own pace what was written, as a pseudo-terminal does not
    LineWriter(Terminal terminal, Pace pace, boolean sends, Runnable left) throws IOException {
        super(terminal, pace, left);
        this.sends = sends;
    }

    @Override
    public int write(ByteBuffer buffer) throws IOException {
        return move(Terminal.Readiness.OUTPUT, buffer, Terminal::write);
    }

    @Override
    public void finish() throws IOException {
        drain();
        finished = true;
    }

    /// What is not sent is dropped: closing the file would wait for it, half a minute long if the other side has stopped the line, and the former
    /// settings would send it at another rate. What a pseudo-terminal has taken is with its peer already.
    @Override
    void letGo(Terminal line) {
        if (sends && !finished) {
            try {
                line.discardOutput();
            } catch (IOException _) {
                // hung up: nothing waits there any more
            }
        }
    }
}
