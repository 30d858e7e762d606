package org.dmaengine.slavemap.devicetree;

import static org.dmaengine.slavemap.devicetree.stubs.Orchard.ANNEX;
import static org.dmaengine.slavemap.devicetree.stubs.Orchard.APPLE;
import static org.dmaengine.slavemap.devicetree.stubs.Orchard.CAN;
import static org.dmaengine.slavemap.devicetree.stubs.Orchard.DISPLAY;
import static org.dmaengine.slavemap.devicetree.stubs.Orchard.HEDGE;
import static org.dmaengine.slavemap.devicetree.stubs.Orchard.I2C;
import static org.dmaengine.slavemap.devicetree.stubs.Orchard.MMC;
import static org.dmaengine.slavemap.devicetree.stubs.Orchard.PEAR;
import static org.dmaengine.slavemap.devicetree.stubs.Orchard.PLUM_0;
import static org.dmaengine.slavemap.devicetree.stubs.Orchard.PLUM_1;
import static org.dmaengine.slavemap.devicetree.stubs.Orchard.SERIAL;
import static org.dmaengine.slavemap.devicetree.stubs.Orchard.SPI;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dmaengine.contract.Clause;
import org.dmaengine.slavemap.devicetree.dmas.DmaTable;
import org.dmaengine.slavemap.devicetree.stubs.StubReference;
import org.dmaengine.slavemap.devicetree.stubs.TreeWriter;
import org.dmaengine.slavemap.devicetree.tree.DeviceTreeException;
import org.dmaengine.slavemap.devicetree.tree.FlattenedTree;
import org.dmaengine.slavemap.files.FileMap;
import org.dmaengine.slavemap.files.stubs.RecordingLogger;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource.Answer;
import org.dmaengine.spi.SpecifierTranslator;
import org.dmaengine.spi.SpecifierTranslator.Meaning;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;

/// What the trees say of clients, most of it of the board `orchard`.
class MapBuilderTest {
    private final Translators translators = new Translators(new RecordingLogger().logger());
    private final Board orchard = board("orchard.dtb", TreeWriter.compiled("orchard"));

    MapBuilderTest() throws Exception { }

    @Test
    @DisplayName("a client asks by its node's path and a name, compared exactly")
    @Clause({"DT-05", "DT-09", "DT-19", "REQ-06"})
    void shouldKnowAClientByItsPath() {
        SlaveMapEntry tx = found(SERIAL, "tx").getFirst();
        assertEquals("orchard.dtb /soc/serial@a000 dmas[0]", tx.origin());
        assertEquals(List.of(26L), tx.parameters().get(SpecifierTranslator.CELLS));
        assertTrue(tx.filter().contains("(devicetree.path=" + APPLE + ")"), tx.filter());
        for (String near : List.of("TX", "t", "tx ", "*", "")) {
            none("orchard.dtb /soc/serial@a000 has the names tx, rx", SERIAL, near);
        }
        none("no node of orchard.dtb with that path has dmas", "/soc/SERIAL@a000", "tx");
        none("no node of orchard.dtb with that path has dmas", "serial@a000", "tx");
    }

    @Test
    @DisplayName("DT-15 one cell of a controller that numbers request lines is a line")
    @Clause({"DT-15", "DT-02"})
    void shouldTakeOneCellForALine() {
        SlaveMapEntry tx = found(SERIAL, "tx").getFirst();
        assertEquals(List.of(26, -1), List.of(tx.requestLine(), tx.channel()));
        SlaveMapEntry low = found(SPI, "tx").getFirst();
        assertEquals(List.of(1, -1), List.of(low.requestLine(), low.channel()), "though there is a channel of that number");
        SlaveMapEntry beyond = only(map(tree -> tree.cells("dma-channels", 16), 16));
        assertEquals(List.of(16, -1), List.of(beyond.requestLine(), beyond.channel()), "no channel has that number");
    }

    @Test
    @DisplayName("DT-16 one cell of a controller that numbers nothing but channels is a channel")
    @Clause({"DT-16", "DT-02"})
    void shouldTakeOneCellForAChannel() {
        SlaveMapEntry rx = found(SPI, "rx").getFirst();
        assertEquals(List.of(-1, 4), List.of(rx.requestLine(), rx.channel()));
    }

    @Test
    @DisplayName("DT-15, DT-16 of several cells, or none, nothing is guessed: any free channel, and the driver gets the cells")
    @Clause({"DT-15", "DT-16"})
    void shouldGuessNothingOfSeveralCells() {
        SlaveMapEntry aux = found(SPI, "aux").getFirst();
        assertEquals(List.of(-1, -1), List.of(aux.requestLine(), aux.channel()));
        assertEquals(List.of(1L, 2L, 0xffffffffL), aux.parameters().get(SpecifierTranslator.CELLS));
        assertTrue(aux.filter().contains(PLUM_1), aux.filter());
    }

    @Test
    @DisplayName("DT-06 several specifiers of one name are alternatives, those out of use apart")
    @Clause({"DT-06", "DT-13"})
    void shouldOfferAlternatives() {
        assertEquals(List.of("dmas[0]", "dmas[1]"), found(I2C, "tx").stream().map(entry -> entry.origin().replaceAll(".* ", "")).toList());
        assertEquals(List.of("dmas[2]"), found(I2C, "rx").stream().map(entry -> entry.origin().replaceAll(".* ", "")).toList());
    }

    @Test
    @Clause("DT-07")
    void shouldSayThatThereAreNoNames() {
        none("orchard.dtb /soc/display@e000 has no name that can be used; orchard.dtb /soc/display@e000 dma-names: is absent; channels"
                + " are requested by name, so none of its dmas can be", DISPLAY, "");
        none("no node of orchard.dtb with that path has dmas", "/soc", "tx");
    }

    @Test
    @Clause("DT-12")
    void shouldWaitForAControllerThatIsOutOfUseAndNotAskTheNextSource() {
        assertEquals(new Answer.Deferred("its controller is out of use, /soc/dma-controller@5000 has status = \"disabled\""),
                map().lookup(CAN, "rx"));
    }

    @Test
    void shouldNotKnowAClientThatIsOutOfUse() {
        none("the client is out of use, /soc/annex has status = \"disabled\"", ANNEX, "tx");
        assertEquals(List.of(ANNEX), MapBuilder.of(List.of(orchard), translators, true).entries().stream().map(SlaveMapEntry::device)
                .filter(ANNEX::equals).toList(), "unless status is to be ignored");
        assertInstanceOf(Answer.Found.class, MapBuilder.of(List.of(orchard), translators, true).lookup(CAN, "rx"));
    }

    @Test
    @Clause({"DT-18", "DT-04"})
    void shouldLeadThroughARouterToItsMasters() {
        SlaveMapEntry entry = found(MMC, "rx-tx").getFirst();
        assertEquals(List.of(HEDGE, 99, -1, List.of(99L, 7L)),
                List.of(entry.router(), entry.requestLine(), entry.channel(), entry.parameters().get(SpecifierTranslator.CELLS)));
        assertTrue(entry.filter().contains(APPLE) && entry.filter().contains(PLUM_0) && !entry.filter().contains(PEAR), entry.filter());
    }

    @Test
    @Clause({"DT-18", "DT-04"})
    void shouldTakeARoutersCellForALineWhateverElseTheRouterSays() {
        SlaveMapEntry entry = only(map(tree -> tree.cells("dma-masters", 2).cells("dma-channels", 8), 3));
        assertEquals(List.of("/dma", 3, -1), List.of(entry.router(), entry.requestLine(), entry.channel()));
    }

    @Test
    @Clause("DT-04")
    void shouldLeaveOutARouterThatLeadsNowhere() {
        FileMap map = map(tree -> tree.cells("dma-masters", 0x63), 1);
        assertEquals(List.of("x.dtb /dma dma-masters[0]: phandle 0x63 refers to no node; it is passed over",
                "x.dtb /client dmas: its router /dma leads to no controller"), map.problems());
        assertEquals(new Answer.None("its router /dma leads to no controller"), map.lookup("/client", "a"));
    }

    @Test
    @Clause("DT-02")
    void shouldLeaveOutAChannelThatTheMaskKeepsBack() {
        FileMap map = map(tree -> tree.cells("dma-channels", 8).cells("dma-channel-mask", 0xfe), 0);
        assertEquals(new Answer.None("dmas[0] is channel 0, which dma-channel-mask of /dma keeps back"), map.lookup("/client", "a"));
        assertEquals(List.of(), map.entries());
    }

    @Test
    @Clause({"DT-10", "DT-17"})
    void shouldAskTheDriversTranslator() {
        translators.addTranslator(reference(1, SpecifierTranslator.COMPATIBLE, new String[] {"other", "dmaengine,plum"}), specifier -> {
            assertEquals(new SpecifierTranslator.Specifier(PLUM_1, List.of("dmaengine,plum"), List.of(1L, 2L, 0xffffffffL)), specifier);
            return Optional.of(new Meaning(-1, 2, Map.of("kind", "dedicated")));
        });
        SlaveMapEntry aux = found(SPI, "aux").getFirst();
        assertEquals(List.of(2, Map.of("kind", "dedicated", SpecifierTranslator.CELLS, List.of(1L, 2L, 0xffffffffL))),
                List.of(aux.requestLine(), aux.parameters()));
    }

    @Test
    @Clause("DT-10")
    void shouldAskTheBestOfTheTranslatorsThatAreForTheNode() {
        StubReference<SpecifierTranslator> best = reference(3, SpecifierTranslator.PATH, APPLE);
        translators.addTranslator(reference(2, SpecifierTranslator.COMPATIBLE, "dmaengine,apple"), _ -> Optional.of(Meaning.channel(2)));
        translators.addTranslator(best, _ -> Optional.of(Meaning.channel(3)));
        translators.addTranslator(reference(4, SpecifierTranslator.PATH, PEAR), _ -> Optional.of(Meaning.channel(4)));
        translators.addTranslator(reference(5, "unrelated", APPLE), _ -> Optional.of(Meaning.channel(5)));
        assertEquals(3, found(SERIAL, "tx").getFirst().channel());
        translators.removeTranslator(best);
        assertEquals(2, found(SERIAL, "tx").getFirst().channel());
    }

    @Test
    @DisplayName("DT-11 what means nothing to the driver leaves the other alternatives; so does what it refuses, which is reported")
    @Clause("DT-11")
    void shouldGoOnToTheNextAlternative() {
        StubReference<SpecifierTranslator> reference = reference(1, SpecifierTranslator.PATH, APPLE);
        translators.addTranslator(reference, _ -> Optional.empty());
        assertEquals(List.of(5), found(I2C, "tx").stream().map(SlaveMapEntry::channel).toList());
        none("dmas[0] means nothing to the driver of " + APPLE, SERIAL, "tx");
        translators.removeTranslator(reference);
        translators.addTranslator(reference, _ -> {
            throw new IllegalArgumentException("no such tree");
        });
        assertEquals(List.of(5), found(I2C, "tx").stream().map(SlaveMapEntry::channel).toList());
        none("dmas[0] cannot be translated for " + APPLE + ": no such tree", SERIAL, "tx");
        assertTrue(map().problems().contains("orchard.dtb " + SERIAL + " dmas: dmas[0] cannot be translated for " + APPLE + ": no such tree"),
                map().problems()::toString);
    }

    @Test
    @DisplayName("DT-11 a translator whose bundle lacks a class costs its alternative")
    @Clause("DT-11")
    void shouldGoOnToTheNextAlternativeWhenATranslatorIsIncomplete() {
        translators.addTranslator(reference(1, SpecifierTranslator.PATH, APPLE), _ -> {
            throw new NoClassDefFoundError("acme/Cells");
        });
        assertEquals(List.of(5), found(I2C, "tx").stream().map(SlaveMapEntry::channel).toList());
        none("dmas[0] cannot be translated for " + APPLE + ", whose driver is incomplete: java.lang.NoClassDefFoundError: acme/Cells",
                SERIAL, "tx");
    }

    @Test
    void shouldRefuseACellThatIsNoNumberHere() {
        assertEquals(new Answer.None("dmas[0] cannot be translated for /dma: 0x80000000 is no number of a channel or line, which are below"
                + " 2147483648; a service SpecifierTranslator of the driver can say what it means"), map(_ -> { }, 0x80000000).lookup("/client", "a"));
    }

    @Test
    void shouldReadSeveralFilesTogetherAndKeepWhatStandsInTheFirst() throws Exception {
        Board other = board("other.dtb", client(tree -> { }, 7));
        Board again = board("zebra.dtb", client(tree -> { }, 8));
        FileMap map = MapBuilder.of(List.of(orchard, other, again), translators, false);
        assertEquals(7, assertInstanceOf(Answer.Found.class, map.lookup("/client", "a")).entries().getFirst().requestLine());
        assertInstanceOf(Answer.Found.class, map.lookup(SERIAL, "tx"));
        assertEquals("zebra.dtb /client dma-names: \"a\" stands in another file already; it is left out", map.problems().getLast());
    }

    @Test
    @DisplayName("REQ-04, DT-09: what a broken reference costs is none, and says node and property")
    @Clause({"DT-09", "REQ-04"})
    void shouldSayWhichReferenceIsBroken() throws Exception {
        byte[] tree = new TreeWriter().begin("").begin("client").cells("dmas", 9, 1).texts("dma-names", "a").end().end().bytes();
        FileMap map = MapBuilder.of(List.of(board("x.dtb", tree)), translators, false);
        assertEquals(new Answer.None("x.dtb /client dmas[0]: phandle 0x9 refers to no node; it and those behind it are left out"),
                map.lookup("/client", "a"));
    }

    @Test
    @DisplayName("a map is made of every tree that the fuzzer has found")
    void shouldMakeAMapOfAnyTree() throws Exception {
        try (Stream<Path> corpus = Files.list(Path.of(getClass().getResource("/corpus").toURI()))) {
            for (Path file : corpus.sorted().toList()) {
                for (SlaveMapEntry entry : anyMap(file).entries()) {
                    assertDoesNotThrow(() -> FrameworkUtil.createFilter(entry.filter()));
                }
            }
        }
    }

    private FileMap anyMap(Path file) throws IOException {
        try {
            return MapBuilder.of(List.of(board(file.getFileName().toString(), Files.readAllBytes(file))), translators, true);
        } catch (DeviceTreeException _) {
            return MapBuilder.of(List.of(), translators, true);
        }
    }

    private FileMap map() {
        return MapBuilder.of(List.of(orchard), translators, false);
    }

    private FileMap map(Consumer<TreeWriter> controller, int cell) {
        try {
            return MapBuilder.of(List.of(board("x.dtb", client(controller, cell))), translators, false);
        } catch (DeviceTreeException e) {
            throw new AssertionError(e);
        }
    }

    private List<SlaveMapEntry> found(String device, String name) {
        return assertInstanceOf(Answer.Found.class, map().lookup(device, name)).entries();
    }

    private void none(String reason, String device, String name) {
        assertEquals(new Answer.None(reason), map().lookup(device, name));
    }

    private static SlaveMapEntry only(FileMap map) {
        assertEquals(1, map.entries().size());
        return map.entries().getFirst();
    }

    private static byte[] client(Consumer<TreeWriter> controller, int cell) {
        TreeWriter tree = new TreeWriter().begin("").begin("dma").cells("#dma-cells", 1).cells("phandle", 1);
        controller.accept(tree);
        return tree.end().begin("client").cells("phandle", 2).cells("dmas", 1, cell).texts("dma-names", "a").end().end().bytes();
    }

    private static Board board(String origin, byte[] tree) throws DeviceTreeException {
        return new Board(origin.replace(".dtb", ""), origin, DmaTable.of(FlattenedTree.read(tree)));
    }

    private static StubReference<SpecifierTranslator> reference(int ranking, String property, Object value) {
        return new StubReference<>(ranking, Map.of(property, value));
    }
}
