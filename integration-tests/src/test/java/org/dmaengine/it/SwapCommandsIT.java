package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.dmaengine.ChannelInfo;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveMap;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.testing.Service;
import org.dmaengine.testing.WithProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// `dma:swap`, `swaps=N` and `dma:swaptest`, run by Gogo on the board that ships. What was configured is as it was afterwards.
@TheProduct
@WithProperty(name = "configurator.initial", value = "file:../cnf/board/default.json")
class SwapCommandsIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private CommandSession session;
    private ConfigurationAdmin admin;
    private Set<String> before;
    @Service
    SlaveMap slaveMap;
    @Service
    DmaEngine engine;

    @BeforeEach
    void prepare(@Service CommandProcessor processor, @Service ConfigurationAdmin itsAdmin) throws Exception {
        slaveMap.requestChannel("shell", "copy", SOON).close(); // the board is up
        admin = itsAdmin;
        before = configurations();
        session = processor.createSession(new ByteArrayInputStream(new byte[0]), console, console);
        session.currentDir(folder);
    }

    @AfterEach
    void expectNothingChanged() throws Exception {
        session.close();
        assertEquals(before, configurations());
        assertEquals(Set.of(), new HashSet<>(engine.channels().stream().filter(channel -> !channel.isFree()).map(ChannelInfo::name).toList()));
    }

    private Set<String> configurations() throws Exception {
        Set<String> all = new HashSet<>();
        for (Configuration each : admin.listConfigurations(null)) {
            all.add(each.getPid() + " " + new HashSet<>(Arrays.asList(each.getProperties().toString().split("[{}, ]+"))));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"restart", "update", "config", "rank", "kill"})
    void shouldReplaceAControllerUnderALease(String kind) throws Exception {
        try (DmaChannel channel = slaveMap.requestChannel("shell", "copy"); Mapping memory = channel.mapper().allocate(64)) {
            session.execute("dma:swap dma0 kind=" + kind + " times=3");
            assertTrue(console.toString().startsWith("3 swaps of dma0 by " + kind + ", median "), console::toString);
            long cookie = channel.prepareMemcpy(memory, 0, memory, 32, 32).submit();
            channel.issuePending();
            assertEquals(DmaStatus.COMPLETE, channel.await(cookie, SOON).status());
        }
    }

    @Test
    void shouldNameTheNearestController() {
        assertEquals("no controller is called 'dma9'; did you mean dma0?",
                assertThrows(Exception.class, () -> session.execute("dma:swap dma9")).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cyclic", "sg", "single"})
    void shouldStreamThroughSwaps(String mode) throws Exception {
        byte[] data = new byte[4 << 20];
        new Random(7).nextBytes(data);
        Files.write(folder.resolve("in"), data);
        session.execute("dma:stream file:in file:out swaps=10 mode=" + mode);
        assertEquals(-1, Files.mismatch(folder.resolve("in"), folder.resolve("out")));
        assertTrue(console.toString().contains(", 10 swaps (median "), console::toString);
    }

    @Test
    void shouldTestThroughSwaps() throws Exception {
        session.execute("dma:test iterations=200 swaps=5");
        assertTrue(console.toString().contains("dmatest: 5 of 5 swaps, median "), console::toString);
    }

    @Test
    void shouldLoseNothing() throws Exception {
        session.execute("dma:swaptest swaps=15 channels=4");
        assertTrue(console.toString().stripTrailing().endsWith("lost 0, repeated 0, out of order 0, leaked 0"), console::toString);
    }
}
