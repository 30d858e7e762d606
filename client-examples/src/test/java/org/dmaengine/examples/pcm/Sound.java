package org.dmaengine.examples.pcm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.stream.IntStream;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.core.stubs.Bench;

/// What the tests of sound share: stereo frames of 16 bits whose four bytes are the frame's number, and a device that moves as many as the
/// test says.
final class Sound {
    static final PcmFormat FORMAT = new PcmFormat(48_000, 2, 2, (byte) 0);
    static final PcmInterface DEVICE = PcmInterface.at(0x4001_3000, 8);
    /// 100 ms in ten periods.
    static final PcmParameters SHORT = PcmParameters.of(FORMAT, Duration.ofMillis(10), 10);
    static final int RING = 4_800;
    static final int PERIOD = 480;

    private Sound() {
    }

    static Bench bench() {
        return Bench.of(capabilities());
    }

    static ChannelCapabilities.Builder capabilities() {
        return ChannelCapabilities.of(Capability.SLAVE, Capability.CYCLIC).directions(Direction.MEM_TO_DEV, Direction.DEV_TO_MEM);
    }

    /// The frames with these numbers.
    static MemorySegment frames(int from, int count) {
        return MemorySegment.ofArray(IntStream.range(from, from + count).toArray());
    }

    static int[] numbers(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    /// The numbers of the frames that the device has been given.
    static int[] played(Bench bench) {
        return MemorySegment.ofArray(bench.driver.written()).toArray(ValueLayout.JAVA_INT_UNALIGNED);
    }

    /// Time passes, and callbacks come when they should.
    static void pass(Bench bench, int frames) {
        for (int left = frames; left > 0; left -= PERIOD) {
            bench.move(4L * Math.min(left, PERIOD));
            bench.deliver();
        }
    }
}
