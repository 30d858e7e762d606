package org.dmaengine.examples.pcm;

import static org.dmaengine.examples.pcm.Sound.PERIOD;
import static org.dmaengine.examples.pcm.Sound.RING;
import static org.dmaengine.examples.pcm.Sound.frames;
import static org.dmaengine.examples.pcm.Sound.numbers;
import static org.dmaengine.examples.pcm.Sound.played;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.dmaengine.ResidueGranularity;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Sound through a channel whose residue says nothing while a transfer runs: all there is are the periods.
class PeriodCountingTest {
    @AutoClose
    private final Bench bench = Bench.of(Sound.capabilities().granularity(ResidueGranularity.DESCRIPTOR));

    @Test
    @Clause({"CLA-04", "CLA-11", "DIFF-11", "CLA-06"})
    @DisplayName("the position is that of the last period told, also when callbacks coalesce")
    void shouldCountPeriods() throws Exception {
        Playback playback = new Playback(bench.channel, Sound.DEVICE, Sound.SHORT);
        playback.prepare();
        playback.write(frames(0, RING));
        bench.move(4 * (PERIOD + 100));
        assertEquals(0, playback.position());
        bench.deliver();
        assertEquals(PERIOD, playback.position());
        assertEquals(PERIOD, playback.write(frames(RING, PERIOD)), "what is told to be played is free");
        bench.move(4 * 3 * PERIOD);
        bench.deliver(); // one call for three
        assertEquals(4 * PERIOD, playback.position());
        assertEquals(3 * PERIOD, playback.available());
        Sound.pass(bench, RING - 3 * PERIOD);
        assertEquals(PcmState.XRUN, playback.state());
        assertArrayEquals(numbers(0, RING + PERIOD), Arrays.copyOf(played(bench), RING + PERIOD));
    }

    @Test
    @Clause("CLA-04")
    void shouldReadWholePeriods() throws Exception {
        Capture capture = new Capture(bench.channel, Sound.DEVICE, Sound.SHORT);
        capture.prepare();
        capture.start();
        bench.move(4 * (2 * PERIOD + 7));
        bench.deliver();
        assertEquals(2 * PERIOD, capture.available());
        byte[] bytes = new byte[4 * 2 * PERIOD];
        assertEquals(2 * PERIOD, capture.read(MemorySegment.ofArray(bytes)));
        assertArrayEquals(Bench.patternBytes(0, bytes.length), bytes);
        Sound.pass(bench, 2 * RING);
        assertThrows(XrunException.class, () -> capture.read(MemorySegment.ofArray(bytes)));
    }
}
