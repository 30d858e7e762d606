package org.dmaengine.tools.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.dmaengine.tools.CommandFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `dma:board`, ended while it waits for its tree.
@Timeout(30)
class BoardCommandTest {
    private static final String NOT_DELETED =
            "the board is not taken away: the configuration org.dmaengine.slavemap.devicetree cannot be deleted: ";

    private final StubSite it = new StubSite();
    private final BoardCommand command = new BoardCommand(it.site());
    private final CommandProcessorImpl gogo = new CommandProcessorImpl();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final CommandSession session = gogo.createSession(InputStream.nullInputStream(), console, console);
    private final FutureTask<Void> run = new FutureTask<>(() -> {
        command.board(session, Cottage.file().toString());
        return null;
    });
    private Thread caller;

    private void begin() throws InterruptedException {
        caller = Thread.ofPlatform().start(run);
        it.configured.await();
        assertEquals(1, it.services.get());
    }

    private String failure() throws InterruptedException {
        caller.join();
        return run.exceptionNow() instanceof CommandFailure failure ? failure.getMessage() : run.exceptionNow().toString();
    }

    @AfterEach
    void expectNoServiceLeft() {
        assertEquals(0, it.services.get());
        gogo.stop();
    }

    @Test
    @DisplayName("what it needs is stopped: the board has been taken away when that goes on")
    void shouldTakeTheBoardAwayBeforeItsServicesGo() throws Exception {
        begin();
        command.deactivate();
        it.disposed = true;
        assertEquals(Set.of(), it.configurations.keySet());
        assertEquals("stopped; the board is taken away", failure());
    }

    @Test
    void shouldTakeTheBoardAwayWhenInterrupted() throws Exception {
        begin();
        caller.interrupt();
        assertEquals("interrupted; the board is taken away", failure());
        assertEquals(Set.of(), it.configurations.keySet());
    }

    @Test
    void shouldSayWhatIsLeftWhenInterrupted() throws Exception {
        begin();
        it.readOnly = "it is read-only";
        caller.interrupt();
        assertEquals("interrupted; " + NOT_DELETED + "it is read-only", failure());
    }

    @Test
    void shouldSayWhatIsLeftWhenStopped() throws Exception {
        begin();
        it.disposed = true;
        command.deactivate();
        assertEquals("stopped; the board is not taken away: configurations cannot be listed: it has been given back", failure());
    }
}
