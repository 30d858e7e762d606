package org.dmaengine.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BoardTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final StubFramework framework = new StubFramework();
    private final Board board = new Board(framework.context(), framework.configurations(), new Diagnosis(framework.context(), framework.components()));

    @Test
    void shouldBeUpWhereNothingIsWanted() throws Exception {
        assertEquals(List.of(), board.await(LONG));
    }

    @Test
    void shouldBeUpOnceEveryControllerHasItsChannels() throws Exception {
        framework.configure("memcpy~a", "dma0", 2).configure("memcpy~b", "dma1", null);
        framework.addChannel("dma0").addChannel("dma0").addChannel("dma1");

        assertEquals(List.of(), board.await(LONG));
    }

    @Test
    void shouldWaitForAChannelThatIsStillToCome() throws Exception {
        framework.configure("memcpy~a", "dma0", 2).addChannel("dma0").onWait(() -> framework.addChannel("dma0"));

        assertEquals(List.of(), board.await(LONG));
        assertEquals(0, framework.listeners(), "the listener has to go again");
    }

    @Test
    void shouldNameAControllerWithTooFewChannels() throws Exception {
        framework.configure("memcpy~a", "dma0", 2).configure("memcpy~b", "dma1", 1);
        framework.addChannel("dma0").addChannel("dma1").addChannel("dma9");

        assertEquals(
                List.of("board: controller 'dma0' (memcpy~a) has 1 of 2 channels: "
                        + "no component takes memcpy; is that PID right, and its bundle there?"),
                board.await(SHORT));
    }

    @Test
    void shouldMissAControllerThatIsGivenNoChannelByMistake() throws Exception {
        framework.configure("memcpy~a", "dma0", -1);

        assertTrue(board.await(SHORT).getFirst().startsWith("board: controller 'dma0' (memcpy~a) has 0 of 1 channels"));
    }

    @Test
    void shouldFirstLetConfigurationAdminHandOutWhatItHolds() throws Exception {
        framework.configure("memcpy~a", "dma0", 1).addChannel("dma0");

        board.await(LONG);

        assertTrue(framework.servedBeforeFirstLook());
    }
}
