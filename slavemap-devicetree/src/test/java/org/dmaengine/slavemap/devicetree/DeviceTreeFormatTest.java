package org.dmaengine.slavemap.devicetree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dmaengine.slavemap.devicetree.stubs.Orchard;
import org.dmaengine.slavemap.devicetree.stubs.TreeWriter;
import org.dmaengine.slavemap.files.stubs.RecordingLogger;
import org.dmaengine.spi.SlaveMapSource.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `dma:map` shows of files that are not in force.
class DeviceTreeFormatTest {
    @TempDir
    private Path folder;
    private final Translators translators = new Translators(new RecordingLogger().logger());
    private final DeviceTreeFormat format = new DeviceTreeFormat(translators);

    @Test
    void shouldListTheFilesOfAFolderInTheOrderOfTheirNames() throws Exception {
        for (String board : List.of("b", "a-1", "a", "B")) {
            new TreeWriter().begin("").begin("dma").cells("#dma-cells", 1).cells("phandle", 1).end()
                    .begin("client").texts("status", "disabled").cells("dmas", 1, 255).end().end().to(folder.resolve(board + ".dtb"));
        }
        assertEquals(List.of("B", "a-1", "a", "b").stream().map(board -> board + "\t/client\t\t0\t/dma\t1\tff\tdisabled\tokay").toList(),
                format.listing(folder));
        assertEquals(4, format.problems(folder).size());
        assertEquals(List.of(), format.entries(folder));
    }

    @Test
    void shouldShowTheEntriesThatTheSourceWouldHave() throws Exception {
        Path file = Files.write(folder.resolve("orchard.dtb"), TreeWriter.compiled("orchard"));
        assertEquals(Origin.DEVICE_TREE, format.origin());
        assertEquals(9, format.entries(file).size());
        assertEquals(Orchard.SERIAL, format.entries(file).getFirst().device());
    }

    @Test
    void shouldIgnoreStatusWhileTheSourceInForceDoes() throws Exception {
        Path file = Files.write(folder.resolve("orchard.dtb"), TreeWriter.compiled("orchard"));
        DeviceTreeComponent source = new DeviceTreeComponent(Map.of("path", file.toString(), "poll.interval", 0, "ignore.status", true),
                translators, new RecordingLogger().logger());
        try {
            format.addSource(source);
            assertEquals(source.entries(), format.entries(file), "nothing would change");
            format.removeSource(source);
            assertEquals(9, format.entries(file).size());
        } finally {
            source.deactivate();
        }
    }

    @Test
    void shouldNameTheFileThatIsBroken() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.dtb"), "half");
        String message = assertThrows(IOException.class, () -> format.listing(folder)).getMessage();
        assertTrue(message.startsWith(file + ": no device tree: expected "), message);
        assertEquals(folder.resolve("x") + ": there is no such file or folder",
                assertThrows(IOException.class, () -> format.listing(folder.resolve("x"))).getMessage());
        assertEquals("/dev/null: is neither a regular file nor a folder; a tree is a file, a folder of files *.dtb, or a folder such as"
                + " /proc/device-tree", assertThrows(IOException.class, () -> format.listing(Path.of("/dev/null"))).getMessage());
    }
}
