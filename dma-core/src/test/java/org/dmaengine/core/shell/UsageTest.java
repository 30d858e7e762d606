package org.dmaengine.core.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.dmaengine.core.registry.Container;
import org.dmaengine.core.slavemap.Sources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the core's commands say to words that they do not take, through Gogo.
class UsageTest {
    private final Container container = new Container();
    private final CommandProcessorImpl gogo = new CommandProcessorImpl();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final CommandSession session = gogo.createSession(InputStream.nullInputStream(), console, console);

    @BeforeEach
    void install() {
        MapCommands map = new MapCommands(container.registry(), new Sources(container.registry()), new Formats());
        gogo.addCommand("dma", map, "map");
        gogo.addCommand("dma", map, "why");
        ChannelCommands channels = new ChannelCommands(container.registry());
        gogo.addCommand("dma", channels, "list");
        gogo.addCommand("dma", channels, "summary");
    }

    @AfterEach
    void stopGogo() {
        gogo.stop();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', textBlock = """
            dma:why              § usage: dma:why DEVICE NAME, as in dma:why shell copy (0 words given)
            dma:why shell        § usage: dma:why DEVICE NAME, as in dma:why shell copy (1 word given)
            dma:why shell copy x § usage: dma:why DEVICE NAME, as in dma:why shell copy (3 words given)
            dma:map dtb=a diff=b § usage: dma:map [FORMAT=FILE|diff=FILE|problems=FILE], as in dma:map problems=board.dtb (2 words given)
            dma:list all         § usage: dma:list, as it is, without a word behind it (1 word given)
            dma:summary all      § usage: dma:summary, as it is, without a word behind it (1 word given)
            """)
    void shouldSayInOneLineWhatItTakes(String line, String expected) {
        assertEquals(expected, assertThrows(Exception.class, () -> session.execute(line)).getMessage());
    }

    @Test
    void shouldTakeWhatItTakes() throws Exception {
        assertEquals("shell:copy\n  => no source describes it; no source is present", session.execute("dma:why shell copy"));
        assertEquals("the slave map is empty", session.execute("dma:map"));
        assertEquals("dma:map has no parameter 'dtb'; it takes none, since no source with files is present",
                assertThrows(Exception.class, () -> session.execute("dma:map dtb=a")).getMessage());
        assertEquals("no channels: no controller is present", session.execute("dma:list"));
        assertEquals("no controller is present", session.execute("dma:summary"));
    }
}
