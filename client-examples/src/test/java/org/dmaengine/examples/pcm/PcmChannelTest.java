package org.dmaengine.examples.pcm;

import static org.dmaengine.examples.pcm.Sound.RING;
import static org.dmaengine.examples.pcm.Sound.frames;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.dmaengine.BusWidth;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.Patience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a stream makes of its channel when it is opened, and what it leaves when it is closed.
class PcmChannelTest {
    @AutoClose
    private final Bench bench = Sound.bench();

    @ParameterizedTest
    @CsvSource({"false, false", "true, false"})
    @Clause("CLA-03")
    @DisplayName("a stream can pause if its channel can both pause and resume")
    void shouldNotPauseWhatCannotGoOn(boolean pause, boolean resume) throws Exception {
        try (Bench other = Bench.of(Sound.capabilities().pause(pause, resume))) {
            Playback playback = new Playback(other.channel, Sound.DEVICE, Sound.SHORT);
            playback.prepare();
            playback.write(frames(0, RING));
            String message = assertThrows(IllegalStateException.class, playback::pause).getMessage();
            assertTrue(message.contains("cannot pause and resume"), message);
            assertEquals(PcmState.RUNNING, playback.state());
        }
    }

    @ParameterizedTest
    @CsvSource({"1, BYTES_1", "2, BYTES_2", "3, BYTES_1", "4, BYTES_1"})
    @Clause({"CLA-03", "CLA-05"})
    void shouldUseWidthsThatTheChannelHas(int sampleBytes, BusWidth expected) {
        assertEquals(expected, new PcmFormat(48_000, 2, sampleBytes, (byte) 0).width(Set.of(BusWidth.BYTES_1, BusWidth.BYTES_2)));
    }

    @Test
    @Clause("CLA-08")
    @DisplayName("stopped, it is prepared anew only when the controller touches the ring no more")
    void shouldWaitForTheStopBeforeItIsPreparedAnew() throws Exception {
        Playback playback = playing();
        playback.drop();
        Client<Void> preparing = Client.does("player", playback::prepare);
        Patience.untilParked(preparing.thread());
        assertEquals(PcmState.SETUP, playback.state());
        runUntilDone(preparing);
        assertEquals(PcmState.PREPARED, playback.state());
    }

    @Test
    @Clause({"CLA-09", "CLA-13", "CLD-01"})
    @DisplayName("the ring is memory of the channel's device, and is freed when the controller touches it no more")
    void shouldFreeTheRingBehindTheStop() throws Exception {
        Playback playback = playing();
        assertEquals(1, bench.device.liveMappings());
        Client<Void> closing = Client.does("player", playback::close);
        Patience.untilParked(closing.thread());
        assertEquals(1, bench.device.liveMappings());
        runUntilDone(closing);
        assertEquals(0, bench.device.liveMappings());
    }

    private void runUntilDone(Client<Void> client) {
        Patience.until(() -> {
            bench.run();
            return client.isDone();
        }, "the call returns");
        client.answer();
    }

    private Playback playing() throws Exception {
        Playback playback = new Playback(bench.channel, Sound.DEVICE, Sound.SHORT);
        playback.prepare();
        playback.write(frames(0, RING));
        bench.move(4 * 100);
        return playback;
    }
}
