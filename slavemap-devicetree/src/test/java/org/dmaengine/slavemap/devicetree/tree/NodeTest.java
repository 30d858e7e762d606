package org.dmaengine.slavemap.devicetree.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import org.dmaengine.slavemap.devicetree.stubs.TreeWriter;
import org.junit.jupiter.api.Test;

class NodeTest {
    @Test
    void shouldBeReferredToByEitherSpellingOfItsPhandle() throws Exception {
        DeviceTree tree = FlattenedTree.read(new TreeWriter().begin("")
                .begin("new").cells("phandle", 1).end()
                .begin("old").cells("linux,phandle", 2).end()
                .begin("both").cells("linux,phandle", 3).cells("phandle", 4).end()
                .begin("again").cells("phandle", 1).end()
                .begin("short").value("phandle", new byte[] {0, 0, 5}).end().end().bytes());
        assertEquals("/new", tree.byPhandle(1).orElseThrow().path());
        assertEquals("/old", tree.byPhandle(2).orElseThrow().path());
        assertEquals("/both", tree.byPhandle(4).orElseThrow().path());
        assertEquals(Optional.empty(), tree.byPhandle(3));
        assertEquals(Optional.empty(), tree.byPhandle(5));
    }

    @Test
    void shouldBeKeptOutOfUseByItsOwnStatusOrByANodeAroundIt() throws Exception {
        DeviceTree tree = FlattenedTree.read(new TreeWriter().begin("")
                .begin("okay").texts("status", "okay").begin("ok").texts("status", "ok").begin("silent").end().end().end()
                .begin("bus").texts("status", "fail-sss").begin("inside").texts("status", "okay").end().end().end().bytes());
        assertEquals(List.of("", "", "", "", "/bus", "/bus"),
                tree.nodes().stream().map(node -> node.disabledBy().map(Node::path).orElse("")).toList());
        assertEquals(List.of("okay", "okay", "ok", "okay", "fail-sss", "okay"), tree.nodes().stream().map(Node::status).toList());
    }

    @Test
    void shouldShowStringsThatAreNone() {
        byte[] bytes = {'t', 'x', 0, 0, 'r', 27, -1};
        assertEquals(List.of("tx", "", "r\\x1b\\xff"), new Property("p", MemorySegment.ofArray(bytes)).texts());
        assertEquals(List.of(), new Property("p", MemorySegment.ofArray(new byte[0])).texts());
        assertEquals(1 << 16, new Property("p", MemorySegment.ofArray(new byte[1 << 20])).texts().size());
    }

    @Test
    void shouldKeepValuesFromBeingChanged() {
        Property property = new Property("p", MemorySegment.ofArray(new byte[4]));
        assertThrows(RuntimeException.class, () -> property.value().set(ValueLayout.JAVA_BYTE, 0, (byte) 1));
        assertTrue(property.value().isReadOnly());
    }
}
