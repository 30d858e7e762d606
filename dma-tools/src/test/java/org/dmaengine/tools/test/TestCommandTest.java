package org.dmaengine.tools.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.contract.Clause;
import org.dmaengine.tools.stubs.StubChannel;
import org.dmaengine.tools.stubs.StubEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `dma:test` as a session's command, called more than once.
@Timeout(30)
class TestCommandTest {
    private static final String HELD = "no channel to test: every channel that would do is held";

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final CommandProcessorImpl gogo = new CommandProcessorImpl();
    private final CommandSession session = gogo.createSession(InputStream.nullInputStream(), console, console);

    @AfterEach
    void stopGogo() {
        gogo.stop();
    }

    @Test
    @Clause("TST-67")
    void shouldLeaveASummaryForEachThread() throws Exception {
        install(channel("dma0chan0"));
        session.execute("dma:test iterations=3 threads_per_chan=2");
        List<?> summaries = (List<?>) session.get(TestCommand.RESULT);
        assertEquals(2, summaries.size());
        TestSummary first = (TestSummary) summaries.getFirst();
        assertEquals(new TestSummary("dma0chan0-copy0", 3, 0, first.iops(), first.kbps(), 0), first);
        assertTrue(console.toString().contains(first.toString()), console::toString);
    }

    @Test
    @Clause({"TST-65", "TST-62"})
    void shouldRememberNoParameterOfTheRunBefore() throws Exception {
        install(channel("dma0chan0"), channel("dma0chan1"));
        session.execute("dma:test channel=dma0chan1 iterations=1");
        assertFalse(console.toString().contains("dma0chan0"), console::toString);
        session.execute("dma:test iterations=1");
        assertEquals(2, ((List<?>) session.get(TestCommand.RESULT)).size(), "every channel, as if nothing had been named before");
    }

    @Test
    @Clause("TST-60")
    void shouldNotDisturbARunThatIsUnderWay() throws Exception {
        List<String> refusals = new ArrayList<>();
        CommandSession other = gogo.createSession(InputStream.nullInputStream(), console, console);
        install(StubChannel.of(transfer -> {
            refusals.add(assertThrows(Exception.class, () -> other.execute("dma:test iterations=1")).getMessage());
            return StubChannel.works(transfer);
        }));
        session.execute("dma:test iterations=2");
        assertEquals(List.of(HELD, HELD), refusals);
        assertEquals(2, ((TestSummary) ((List<?>) session.get(TestCommand.RESULT)).getFirst()).tests());
    }

    @Test
    @Clause("TST-66")
    @DisplayName("TST-66: what it needs is stopped: no thread tests any more when that goes on, also if a transfer does not end")
    void shouldStopBeforeItsChannelsAreTakenAway() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        StubChannel channel = StubChannel.of(_ -> {
            hanging.countDown();
            return null;
        });
        TestCommand command = install(channel);
        FutureTask<Object> endless = new FutureTask<>(() -> session.execute("dma:test iterations=0 timeout=-1"));
        Thread caller = Thread.ofPlatform().start(endless);
        hanging.await();
        command.deactivate();
        assertFalse(Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().startsWith("dma0chan0-")));
        caller.join();
        assertEquals("stopped, since the bundle of the engine or the tools is", endless.exceptionNow().getMessage());
        assertTrue(channel.closed);
        assertEquals(0, channel.mappings.get());
    }

    private TestCommand install(StubChannel... channels) {
        TestCommand command = new TestCommand(new StubEngine(channels), (_, _) -> {
            throw new AssertionError("no swaps were asked for");
        });
        gogo.addCommand("dma", command, "test");
        return command;
    }

    private static StubChannel channel(String name) {
        return new StubChannel(name, ChannelCapabilities.of(Capability.MEMCPY).build(), StubChannel::works);
    }
}
