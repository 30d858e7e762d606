package org.dmaengine.slavemap.devicetree.stubs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes flattened device trees, right ones and others: it checks nothing.
///
/// ```java
/// new TreeWriter().begin("").begin("dma@0").cells("#dma-cells", 1).end().end().bytes()
/// ```
public final class TreeWriter {
    private static final int BEGIN_NODE = 1;
    private static final int END_NODE = 2;
    private static final int PROP = 3;
    private static final int END = 9;

    private final ByteArrayOutputStream structure = new ByteArrayOutputStream();
    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private final Map<Integer, Integer> header = new LinkedHashMap<>();

    /// A board of the project's own, as `dtc` has compiled it.
    public static byte[] compiled(String board) {
        try (var in = TreeWriter.class.getResourceAsStream("/boards/" + board + ".dtb")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A node begins.
    public TreeWriter begin(String name) {
        token(BEGIN_NODE);
        return padded((name + "\0").getBytes(StandardCharsets.ISO_8859_1));
    }

    /// The node that has begun last ends.
    public TreeWriter end() {
        return token(END_NODE);
    }

    /// A property of numbers.
    public TreeWriter cells(String name, int... cells) {
        ByteBuffer value = ByteBuffer.allocate(cells.length * Integer.BYTES);
        for (int cell : cells) {
            value.putInt(cell);
        }
        return value(name, value.array());
    }

    /// A property of strings.
    public TreeWriter texts(String name, String... texts) {
        return value(name, (String.join("\0", texts) + (texts.length == 0 ? "" : "\0")).getBytes(StandardCharsets.ISO_8859_1));
    }

    /// A property of bytes.
    public TreeWriter value(String name, byte[] value) {
        token(PROP).token(value.length).token(names.computeIfAbsent(name, this::string));
        return padded(value);
    }

    /// Any word in the structure.
    public TreeWriter token(int word) {
        structure.writeBytes(word(word));
        return this;
    }

    /// Any word in the header, in place of what belongs there; by its offset.
    public TreeWriter header(int offset, int word) {
        header.put(offset, word);
        return this;
    }

    /// The tree with its end.
    public byte[] bytes() {
        return token(END).unended(17);
    }

    /// The same in the older version, whose header does not say how long the structure is.
    public byte[] bytes16() {
        return token(END).unended(16);
    }

    /// The tree as it is.
    public byte[] unended(int version) {
        int head = version < 17 ? 36 : 40;
        int structureAt = head + 4 + 16; // an empty list of reserved memory, aligned to 8
        int stringsAt = structureAt + structure.size();
        ByteBuffer tree = ByteBuffer.allocate(stringsAt + strings.size());
        tree.putInt(0xd00dfeed).putInt(tree.capacity()).putInt(structureAt).putInt(stringsAt).putInt(head + 4 & ~7).putInt(version).putInt(16)
                .putInt(0).putInt(strings.size());
        if (version >= 17) {
            tree.putInt(structure.size());
        }
        tree.put(structureAt, structure.toByteArray()).put(stringsAt, strings.toByteArray());
        header.forEach(tree::putInt);
        return tree.array();
    }

    /// Writes the tree into a file.
    public Path to(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    private int string(String name) {
        int offset = strings.size();
        strings.writeBytes((name + "\0").getBytes(StandardCharsets.ISO_8859_1));
        return offset;
    }

    private TreeWriter padded(byte[] bytes) {
        structure.writeBytes(bytes);
        structure.writeBytes(new byte[-bytes.length & 3]);
        return this;
    }

    private static byte[] word(int word) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(word).array();
    }
}
