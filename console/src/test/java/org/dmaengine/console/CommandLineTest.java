package org.dmaengine.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private final CommandProcessorImpl gogo = new CommandProcessorImpl();
    private final CommandSession session =
            gogo.createSession(InputStream.nullInputStream(), new ByteArrayOutputStream(), new ByteArrayOutputStream());
    private final Recorder recorder = new Recorder();

    /// A command that notes its arguments.
    public static final class Recorder {
        private final List<List<String>> calls = new ArrayList<>();

        public void note(String[] words) {
            calls.add(List.of(words));
        }
    }

    CommandLineTest() {
        gogo.addCommand("test", recorder, "note");
    }

    @AfterEach
    void stopGogo() {
        gogo.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "", " ", "it's", "\"q\"", "$x", "${x}", "$(note 1)", "{y}", "[z]", "a;b", "a|b", "a&", "#c", "k=v", "=",
        "*", "~", "\\", "a\\ b", "%(1+1)", "!1", "<in", ">out", "null", "true", "007", "1e3", "-x", "--long=1", "\u00e4\u20ac", "a\nb", "(", "}"})
    void shouldKeepAWordAsTheCallersShellSplitIt(String word) throws Exception {
        session.execute(CommandLine.program(session, "test:note", "first", word, "last"));

        assertEquals(List.of(List.of("first", word, "last")), recorder.calls);
    }

    @Test
    void shouldTakeASingleWordAsAWholeLine() throws Exception {
        session.execute(CommandLine.program(session, "test:note a 'b c'; test:note d"));

        assertEquals(List.of(List.of("a", "b c"), List.of("d")), recorder.calls);
    }

    @Test
    void shouldRefuseALineInFrontOfArguments() {
        assertTrue(CommandLine.isCommand("dma:copy"));
        assertTrue(CommandLine.isCommand("echo"));
        assertEquals(false, CommandLine.isCommand("test:note; test:note"));
        assertEquals(false, CommandLine.isCommand(""));
    }
}
