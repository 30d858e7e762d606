package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmaengine.ChannelInfo;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveMap;
import org.dmaengine.SwapEvent;
import org.dmaengine.SwapPolicy;
import org.dmaengine.SwapTerms;
import org.dmaengine.contract.Clause;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.spi.SlaveMapSource.Answer;
import org.dmaengine.testing.InOsgi;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// A board file in a bundle, the Configurator that reads it, an administrator who changes what it says, and a client.
/// What is tested of precedence is what slavemap-board/README.md promises.
@TheProduct
class BoardFileIT {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String ENTRY = "org.dmaengine.slavemap.entry";
    private static int tests;

    @Service
    SlaveMap slaveMap;
    @Service
    ConfigurationAdmin admin;
    @Service
    SlaveMapSource source;
    private EntryWatch entries;
    private BoardBundle board;
    /// Another for each test: the one of the test before may still be on its way out.
    private final String controller = "it" + ++tests;

    @BeforeEach
    void begin(BundleContext context) {
        entries = new EntryWatch(source);
        board = new BoardBundle(context, entries);
    }

    @AfterEach
    void takeFileAndChangesAway() throws Exception {
        board.close();
        Configuration[] left = admin.listConfigurations("(service.factoryPid=" + ENTRY + ")");
        for (Configuration configuration : left == null ? new Configuration[0] : left) {
            configuration.delete();
        }
        entries.await("no entry at all", () -> source.entries().isEmpty());
    }

    @Test
    @DisplayName("a JSON file becomes a controller and an entry, and a client gets the channel that it names")
    @Clause({"REQ-43"})
    void shouldServeAClientFromABoardFileAlone() throws Exception {
        board.publish(controller(), entry("copy", """
                "device": "it", "name": "copy", "controller": "%s", "filter": "(dma.capabilities=MEMCPY)", "channel": 2,
                "param.speed": 115200, "param.taps": [1, 2], "allowed.bundles": ["%s"],
                "swap.timeout": 250, "swap.policy": "STOP", "swap.ranking": true
                """.formatted(controller, InOsgi.TEST_BUNDLE)));
        assertEquals(List.of(new SlaveMapEntry("it", "copy", controller, "(dma.capabilities=MEMCPY)", 2, -1, "",
                Map.of("speed", 115_200L, "taps", List.of(1L, 2L)), Set.of(InOsgi.TEST_BUNDLE),
                new SwapTerms(Duration.ofMillis(250), SwapPolicy.STOP, true), ENTRY + "~copy")), entries.of("it", "copy"));
        try (DmaChannel channel = slaveMap.requestChannel("it", "copy", SOON)) {
            assertTrue(channel.name().endsWith("chan2"), channel::name);
            assertEquals("it:copy", channel.client());
        }
    }

    @Test
    void shouldPreferAChangeOfTheAdministratorUntilItIsDeleted() throws Exception {
        board.publish(copyOn(1, ""));
        assertEquals(List.of(1), entries.channels());
        Configuration changed = change(3);
        entries.awaitChannels(3);
        board.publish(copyOn(2, ""));
        assertEquals(List.of(3), entries.channels(), "a new version of the file leaves the change alone");
        changed.delete();
        entries.awaitChannels();
        board.publish(copyOn(0, ""));
        assertEquals(List.of(0), entries.channels(), "a version that says something else counts again");
    }

    @Test
    void shouldPreferAChangeMadeBeforeTheFileCame() throws Exception {
        change(3);
        entries.awaitChannels(3);
        board.publish(copyOn(1, ""));
        assertEquals(List.of(3), entries.channels());
    }

    @Test
    void shouldPreferTheFileThatForcesWheneverItIsUpdated() throws Exception {
        String forced = ", \":configurator:policy\": \"force\"";
        change(3);
        entries.awaitChannels(3);
        board.publish(copyOn(1, forced));
        assertEquals(List.of(1), entries.channels(), "the file beats the change when it comes");
        change(3);
        entries.awaitChannels(3);
        board.publish(copyOn(1, forced));
        assertEquals(List.of(1), entries.channels(), "and in its next version, though that says the same");
    }

    @Test
    @DisplayName("D10: a bad entry is left out, named where it is missed, and comes in when it is mended")
    @Clause({"DIFF-13"})
    void shouldKeepTheOthersInForceWhenOneEntryIsBad() throws Exception {
        board.publish(controller(), copyOn(1, ""), entry("bad",
                "\"device\": \"it\", \"name\": \"bad\", \"controller\": \"%s\", \"chanel\": 1".formatted(controller)));
        assertEquals(List.of(1), entries.channels());
        assertEquals(new Answer.None("slave-map entry " + ENTRY + "~bad is left out: chanel = 1 (Long) is no property of an "
                + "entry; did you mean channel?"), source.lookup("it", "bad"));
        slaveMap.requestChannel("it", "copy", SOON).close();
        assertThrows(DmaException.NoSuchChannel.class, () -> slaveMap.requestChannel("it", "bad"));

        board.publish(controller(), copyOn(1, ""), entry("bad",
                "\"device\": \"it\", \"name\": \"bad\", \"controller\": \"%s\", \"channel\": 2".formatted(controller)));
        assertInstanceOf(Answer.Found.class, source.lookup("it", "bad"));
        slaveMap.requestChannel("it", "bad", SOON).close();
    }

    @Test
    @DisplayName("an entry removed under a lease: the lease stays until it is released, no new one is given")
    @Clause({"REQ-23", "DIFF-13"})
    void shouldLeaveALeaseAloneWhoseEntryIsRemoved() throws Exception {
        board.publish(controller(), copyOn(1, ""));
        DmaChannel channel = slaveMap.requestChannel("it", "copy", SOON);
        board.publish(controller());
        assertEquals(List.of(), entries.channels());
        assertCopies(channel);
        assertThrows(DmaException.NoSuchChannel.class, () -> slaveMap.requestChannel("it", "copy"));
        channel.close();
        assertThrows(DmaException.NoSuchChannel.class, () -> slaveMap.requestChannel("it", "copy"));
    }

    @Test
    @DisplayName("an entry that means another channel under a lease: the lease moves there in order")
    void shouldMoveALeaseWhoseEntryChanges() throws Exception {
        board.publish(controller(), copyOn(1, ""));
        try (DmaChannel channel = slaveMap.requestChannel("it", "copy", SOON)) {
            SwapLog log = SwapLog.of(channel);
            board.publish(controller(), copyOn(2, ""));
            log.expectDetached(0, SwapEvent.Active.NONE);
            log.expectRebound();
            assertTrue(channel.name().endsWith("chan2"), channel::name);
            assertCopies(channel);
        }
    }

    @Test
    @DisplayName("a ranking in a JSON file is a Long, which the framework alone would take for 0")
    void shouldPreferTheControllerThatTheFileRanksHigher(@Service DmaEngine engine) throws Exception {
        board.publish(
                "\"org.dmaengine.controller.memcpy~low\": { \"dma.controller\": \"low\", \"dma.channels\": 1 }",
                "\"org.dmaengine.controller.memcpy~top\": "
                        + "{ \"dma.controller\": \"top\", \"dma.channels\": 1, \"service.ranking\": 10 }",
                entry("low", "\"device\": \"it\", \"name\": \"low\", \"controller\": \"low\""),
                entry("top", "\"device\": \"it\", \"name\": \"top\", \"controller\": \"top\""),
                entry("copy", "\"device\": \"it\", \"name\": \"copy\", \"filter\": \"(dma.capabilities=MEMCPY)\""));
        slaveMap.requestChannel("it", "low", SOON).close(); // both controllers are there
        slaveMap.requestChannel("it", "top", SOON).close();
        try (DmaChannel channel = slaveMap.requestChannel("it", "copy")) {
            ChannelInfo taken = engine.channels().stream().filter(info -> info.name().equals(channel.name()))
                    .findFirst().orElseThrow();
            assertEquals("top", taken.controller());
        }
    }

    private static String entry(String name, String properties) {
        return "\"" + ENTRY + "~" + name + "\": { " + properties + " }";
    }

    private String controller() {
        return "\"org.dmaengine.controller.memcpy~%1$s\": { \"dma.controller\": \"%1$s\", \"dma.channels\": 4 }"
                .formatted(controller);
    }

    private String copyOn(int channel, String further) {
        return entry("copy", "\"device\": \"it\", \"name\": \"copy\", \"controller\": \"" + controller + "\", \"channel\": "
                + channel + further);
    }

    /// Changes the entry `it:copy`, or makes it, as an administrator does.
    private Configuration change(int channel) throws IOException {
        Configuration configuration = admin.getFactoryConfiguration(ENTRY, "copy", "?");
        configuration.update(new Hashtable<>(Map.of("device", "it", "name", "copy", "controller", controller,
                "channel", channel)));
        return configuration;
    }

    private static void assertCopies(DmaChannel channel) throws InterruptedException {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment from = arena.allocate(4096).fill((byte) 7);
            MemorySegment to = arena.allocate(4096);
            try (Mapping source = channel.mapper().map(from, MapDirection.TO_DEVICE);
                 Mapping target = channel.mapper().map(to, MapDirection.FROM_DEVICE)) {
                long cookie = channel.prepareMemcpy(target, 0, source, 0, 4096).submit();
                channel.issuePending();
                assertEquals(DmaStatus.COMPLETE, channel.await(cookie, SOON).status());
            }
            assertEquals(-1, from.mismatch(to));
        }
    }
}
