package org.dmaengine.core.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmaengine.SwapPolicy;
import org.dmaengine.SwapTerms;
import org.dmaengine.core.registry.Container;
import org.dmaengine.core.slavemap.Sources;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapFormat;
import org.dmaengine.spi.SlaveMapSource.Origin;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

/// `dma:map` with a parameter: files of formats that the core knows nothing of.
class MapFilesTest {
    private static final Path FOLDER = Path.of("/boards");

    private final Container container = new Container();
    private final Formats formats = new Formats();
    private final MapFiles files = new MapFiles(new Sources(container.registry()), formats);

    @Test
    void shouldAskTheFormatThatIsNamed() throws Exception {
        add("dtb", new StubFormat("tree"));
        add("acpi", new StubFormat("table"));
        assertEquals("tree of /boards/a.dtb", files.look(FOLDER, "dtb=a.dtb"));
        assertEquals("table of /a.dtb", files.look(FOLDER, "acpi=../a.dtb"));
    }

    @Test
    void shouldAskTheFormatThatIsTheBestNow() throws Exception {
        ServiceReference<SlaveMapFormat> former = add("dtb", new StubFormat("old tree"));
        ServiceReference<SlaveMapFormat> other = add("dtb", new StubFormat("tree"));
        assertEquals("old tree of /boards/a", files.look(FOLDER, "dtb=a"));
        container.rank(other, 5);
        assertEquals("tree of /boards/a", files.look(FOLDER, "dtb=a"));
        formats.removeFormat(other);
        formats.removeFormat(former);
        assertEquals("dma:map has no parameter 'dtb'; it takes none, since no source with files is present", refused("dtb=a"));
    }

    @Test
    void shouldTellAFilesFormatByItsNameWhereThereAreSeveral() throws Exception {
        add("dtb", new StubFormat("tree"));
        assertEquals("what is wrong with tree", files.look(FOLDER, "problems=anything"));
        ServiceReference<SlaveMapFormat> acpi = add("acpi", new StubFormat("table"));
        assertEquals("what is wrong with table", files.look(FOLDER, "problems=x.table"));
        assertEquals("what format /boards/anything has cannot be told by its name or the names in it; it may be acpi or dtb", refused("problems=anything"));
        formats.removeFormat(acpi);
        assertEquals("what is wrong with tree", files.look(FOLDER, "problems=anything"));
    }

    @Test
    void shouldSayWhatParametersThereAre() {
        assertEquals("dma:map has no parameter 'dtb'; it takes none, since no source with files is present", refused("dtb=x"));
        add("dtb", new StubFormat("tree"));
        assertEquals("dma:map has no parameter 'tdb'; it takes dtb=FILE, diff=FILE or problems=FILE", refused("tdb=x"));
        for (String word : List.of("dtb", "diff", "problems")) {
            String message = "dma:map " + word + " names no file; it takes " + word + "=FILE, a file or folder";
            assertEquals(message, refused(word));
            assertEquals(message, refused(word + "="));
        }
        assertEquals("dma:map has no parameter 'tdb'; it takes dtb=FILE, diff=FILE or problems=FILE", refused("tdb="));
    }

    @Test
    void shouldShowWhatChangesByName() throws Exception {
        SlaveMapEntry rx = entry("uart", "rx", 1, "a");
        MapDiff diff = new MapDiff(
                List.of(rx, entry("uart", "tx", 2, "a"), entry("spi", "rx", 3, "a"), entry("i2c", "rx", 4, "a"), entry("i2c", "rx", 5, "a")),
                List.of(entry("i2c", "rx", 5, "b"), entry("i2c", "rx", 4, "b"), entry("can", "rx", 7, "b"), entry("uart", "tx", 9, "b"), rx));
        assertEquals(List.of("rebound\tuart\ttx\tline 2 on dma0\tline 9 on dma0", "removed\tspi\trx\tline 3 on dma0\t-",
                "added\tcan\trx\t-\tline 7 on dma0"), diff.lines(EntryWords::target));
        add("dtb", new StubFormat("tree"));
        assertEquals("added\tuart\trx\t-\tline 1 on dma0", files.look(FOLDER, "diff=x.dtb"));
    }

    @Test
    void shouldTellWhatMovesALeaseFromWhatDoesNot() {
        SlaveMapEntry one = entry("uart", "rx", 1, "a");
        SlaveMapEntry two = entry("uart", "rx", 2, "a");
        assertEquals("changed", change(List.of(one), List.of(two, one)), "an alternative more");
        assertEquals("rebound", change(List.of(one, two), List.of(one)));
        SwapTerms patient = new SwapTerms(Duration.ofMinutes(1), SwapPolicy.DRAIN, false);
        assertEquals("changed", change(List.of(one), List.of(with(one, Set.of(), patient))));
        assertEquals("changed", change(List.of(with(one, Set.of("a"), one.swap())), List.of(with(one, Set.of("a", "b"), one.swap()))));
        assertEquals("changed", change(List.of(with(one, Set.of("a"), one.swap())), List.of(one)));
        assertEquals("rebound", change(List.of(with(one, Set.of("a", "b"), one.swap())), List.of(with(one, Set.of("b"), one.swap()))));
        assertEquals("rebound", change(List.of(one), List.of(with(one, Set.of("a"), one.swap()))));
    }

    private static String change(List<SlaveMapEntry> now, List<SlaveMapEntry> then) {
        return new MapDiff(now, then).lines(EntryWords::target).getFirst().split("\t")[0];
    }

    private static SlaveMapEntry with(SlaveMapEntry entry, Set<String> bundles, SwapTerms swap) {
        return new SlaveMapEntry(entry.device(), entry.name(), entry.controller(), entry.filter(), entry.channel(), entry.requestLine(),
                entry.router(), entry.parameters(), bundles, swap, entry.origin());
    }

    @Test
    void shouldSayThatThereIsNothing() throws Exception {
        add("dtb", new StubFormat(""));
        assertEquals("no entry in /boards/x", files.look(FOLDER, "dtb=x"));
        assertEquals("no problem in /boards/x", files.look(FOLDER, "problems=x"));
        assertEquals("nothing would change", files.look(FOLDER, "diff=x"));
    }

    private String refused(String word) {
        return assertThrows(IllegalArgumentException.class, () -> files.look(FOLDER, word)).getMessage();
    }

    private ServiceReference<SlaveMapFormat> add(String word, SlaveMapFormat format) {
        ServiceReference<SlaveMapFormat> reference = container.reference(Map.of(SlaveMapFormat.FORMAT, word));
        formats.addFormat(reference, format);
        return reference;
    }

    private static SlaveMapEntry entry(String device, String name, int line, String file) {
        return new SlaveMapEntry(device, name, "dma0", "", -1, line, "", Map.of(), Set.of(), SwapTerms.DEFAULT, file);
    }

    /// Says of every file the same; nothing if its name is empty.
    private record StubFormat(String name) implements SlaveMapFormat {
        @Override
        public boolean isLikely(Path file) {
            return file.toString().endsWith(name);
        }

        @Override
        public Origin origin() {
            return Origin.DEVICE_TREE;
        }

        @Override
        public List<String> listing(Path fileOrFolder) throws IOException {
            return name.isEmpty() ? List.of() : List.of(name + " of " + fileOrFolder);
        }

        @Override
        public List<String> problems(Path fileOrFolder) throws IOException {
            return name.isEmpty() ? List.of() : List.of("what is wrong with " + name);
        }

        @Override
        public List<SlaveMapEntry> entries(Path fileOrFolder) throws IOException {
            return name.isEmpty() ? List.of() : List.of(entry("uart", "rx", 1, fileOrFolder.toString()));
        }
    }
}
