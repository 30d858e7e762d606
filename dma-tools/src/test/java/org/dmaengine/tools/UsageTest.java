package org.dmaengine.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.dmaengine.tools.demo.DemoCommand;
import org.dmaengine.tools.faults.FaultsCommand;
import org.dmaengine.tools.ports.PortsCommand;
import org.dmaengine.tools.stubs.StubRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What commands that take no words say to some, through Gogo.
class UsageTest {
    private final StubRegistry registry = new StubRegistry();
    private final CommandProcessorImpl gogo = new CommandProcessorImpl();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final CommandSession session = gogo.createSession(InputStream.nullInputStream(), console, console);

    UsageTest() {
        gogo.addCommand("dma", new FaultsCommand(registry.context()), "faults");
        gogo.addCommand("dma", new PortsCommand(registry.context()), "ports");
        gogo.addCommand("dma", new DemoCommand(null, null, null), "demo");
    }

    @AfterEach
    void stopGogo() {
        gogo.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dma:faults", "dma:ports", "dma:demo"})
    void shouldSayInOneLineWhatIsTaken(String command) {
        assertEquals("usage: " + command + ", as it is, without a word behind it (1 word given)", refusal(command + " all"));
        assertEquals("usage: " + command + ", as it is, without a word behind it (2 words given)", refusal(command + " rate=1 dma0"));
    }

    @Test
    void shouldTakeTheCommandAlone() throws Exception {
        assertEquals("no faults are injected: there is no configuration of org.dmaengine.controller.faults", session.execute("dma:faults"));
        assertEquals("no ports: nobody has registered a peripheral", session.execute("dma:ports"));
    }

    private String refusal(String line) {
        return assertThrows(Exception.class, () -> session.execute(line)).getMessage();
    }
}
