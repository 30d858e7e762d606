package org.dmaengine.endpoints.serial;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A line in the test's hand, which writes down what is asked of it. It takes all, and gives nothing; time passes when somebody waits.
final class StubTerminal implements Terminal {
    final List<String> calls = new ArrayList<>();
    final List<Integer> written = new ArrayList<>();
    private final boolean pseudo;
    private final int fastest;
    private LineSettings settings = LineSettings.of(new byte[LineSettings.BYTES]);
    long now;

    /// @param fastest the highest rate that it can do
    StubTerminal(boolean pseudo, int fastest) {
        this.pseudo = pseudo;
        this.fastest = fastest;
    }

    @Override
    public boolean isPseudo() {
        return pseudo;
    }

    @Override
    public LineSettings settings() {
        return settings;
    }

    @Override
    public void settings(LineSettings wanted) {
        settings = wanted.outputSpeed() <= fastest ? wanted
                : wanted.raw(new LineOptions(fastest, LineOptions.Parity.NONE, false, LineOptions.Flow.NONE));
    }

    @Override
    public Bell bell() {
        return new StubBell(calls);
    }

    @Override
    public boolean await(Readiness readiness, Bell bell) {
        throw new AssertionError("nobody waits for a line that is always ready");
    }

    @Override
    public void pass(Bell bell, long nanos) {
        now += nanos;
    }

    @Override
    public int read(ByteBuffer target) {
        throw new AssertionError("it gives nothing");
    }

    @Override
    public int write(ByteBuffer source) {
        int bytes = source.remaining();
        source.position(source.limit());
        written.add(bytes);
        return bytes;
    }

    @Override
    public void drain() {
        calls.add("drain");
    }

    @Override
    public void discardOutput() {
        calls.add("discard");
    }

    @Override
    public void close() {
        calls.add("close");
    }

    private record StubBell(List<String> calls) implements Bell {
        @Override
        public void ring() {
            calls.add("ring");
        }

        @Override
        public void close() {
            calls.add("bell away");
        }
    }
}
