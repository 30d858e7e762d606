package org.dmaengine.slavemap.devicetree.tree;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Reads a flattened device tree (DTB, versions 16 and 17), all numbers big-endian:
///
/// ```text
///  0        4          8         12         16         20       24        28        32        36
/// ┌────────┬──────────┬─────────┬──────────┬──────────┬────────┬─────────┬─────────┬─────────┬──────────┐
/// │ magic  │ total    │ struct  │ strings  │ reserved │ version│ readable│ boot cpu│ strings │ struct   │
/// │d00dfeed│ size     │ offset  │ offset   │ offset   │        │ since   │         │ size    │ size     │
/// └────────┴──────────┴─────────┴──────────┴──────────┴────────┴─────────┴─────────┴─────────┴──────────┘
///                                                                                   from version 17 on: ▲
/// struct:  BEGIN_NODE name\0 … { PROP length name-offset value … | NOP } { node } END_NODE … END, each aligned to 4
/// strings: the names of the properties
/// ```
///
/// Bytes behind the total size are no part of it. The reserved memory is left to who boots.
public final class FlattenedTree {
    private static final int MAGIC = 0xd00dfeed;
    private static final int OLDEST_VERSION = 16;
    private static final int NEWEST_VERSION = 17;
    private static final int HEADER_16 = 36;
    private static final int HEADER_17 = 40;

    private static final int BEGIN_NODE = 1;
    private static final int END_NODE = 2;
    private static final int PROP = 3;
    private static final int NOP = 4;
    private static final int END = 9;

    private final Block structure;
    private final Block strings;
    private final TreeBuilder builder = new TreeBuilder();
    /// Names of properties by their offset: there are few, and they come again and again.
    private final Map<Long, String> names = new HashMap<>();
    private long at;

    private FlattenedTree(Block structure, Block strings) {
        this.structure = structure;
        this.strings = strings;
        this.at = structure.begin();
    }

    /// Reads a file, which may change meanwhile: that gives one of the two trees or the exception.
    ///
    /// @throws DeviceTreeException if it is no flattened device tree
    public static DeviceTree read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in.readNBytes(TreeBuilder.MOST_BYTES + 1));
        }
    }

    /// Reads bytes, which must not change afterwards.
    public static DeviceTree read(byte[] bytes) throws DeviceTreeException {
        return read(MemorySegment.ofArray(bytes));
    }

    /// Reads memory, which must neither change nor be closed for as long as the tree is used.
    public static DeviceTree read(MemorySegment memory) throws DeviceTreeException {
        Block file = new Block(memory, 0, memory.byteSize(), "file");
        int magic = file.word(0, "the magic number d00dfeed");
        if (magic != MAGIC) {
            throw DeviceTreeException.at(0, "the magic number d00dfeed", String.format("%08x", magic));
        }
        long total = Integer.toUnsignedLong(file.word(4, "the total size"));
        if (total > TreeBuilder.MOST_BYTES) {
            throw DeviceTreeException.at(4, "a total size of at most " + TreeBuilder.MOST_BYTES + " bytes (a limit of this reader)",
                    Long.toString(total));
        }
        if (total > memory.byteSize()) {
            throw DeviceTreeException.at(4, "a total size within the file's " + memory.byteSize() + " bytes (is it half written?)",
                    Long.toString(total));
        }
        Block whole = new Block(memory, 0, total, "tree");
        int version = version(whole);
        long header = version < NEWEST_VERSION ? HEADER_16 : HEADER_17;
        Block strings = whole.inner(12, 32, header, "strings");
        Block structure = version < NEWEST_VERSION ? whole.innerToTheEnd(8, header, "structure") : whole.inner(8, 36, header, "structure");
        if (structure.begin() % Integer.BYTES != 0) {
            throw DeviceTreeException.at(8, "the structure's offset aligned to 4", Long.toString(structure.begin()));
        }
        return new FlattenedTree(structure, strings).tree();
    }

    private static int version(Block whole) throws DeviceTreeException {
        int version = whole.word(20, "the version");
        int readableSince = whole.word(24, "the last compatible version");
        if (version < OLDEST_VERSION) {
            throw DeviceTreeException.at(20, "version " + OLDEST_VERSION + " or newer", Integer.toString(version));
        }
        if (readableSince < 0 || readableSince > NEWEST_VERSION) {
            throw DeviceTreeException.at(24, "a tree that a reader of version " + NEWEST_VERSION + " can read",
                    "one from version " + Integer.toUnsignedString(readableSince) + " on");
        }
        return version;
    }

    private DeviceTree tree() throws DeviceTreeException {
        while (true) {
            long begin = at;
            int token = structure.word(at, "a token");
            at += Integer.BYTES;
            switch (token) {
                case BEGIN_NODE -> node(begin);
                case END_NODE -> builder.end(() -> DeviceTreeException.offset(begin));
                case PROP -> property(begin);
                case NOP -> { }
                case END -> {
                    return builder.tree(() -> DeviceTreeException.offset(begin));
                }
                default -> throw DeviceTreeException.at(begin, "a token from 1 to 4, or 9", Integer.toUnsignedString(token));
            }
        }
    }

    private void node(long begin) throws DeviceTreeException {
        String name = structure.text(at, "the name of a node");
        // Whoever boots pays no heed to the root's name, which ought to be empty.
        if (!builder.isEmpty()) {
            TreeBuilder.checkName(name, "node", () -> DeviceTreeException.offset(begin));
        }
        builder.begin(name, () -> DeviceTreeException.offset(begin));
        at = aligned(at + name.length() + 1);
    }

    private void property(long begin) throws DeviceTreeException {
        long length = Integer.toUnsignedLong(structure.word(at, "the length of a property"));
        long nameOffset = Integer.toUnsignedLong(structure.word(at + 4, "the offset of a property's name"));
        String name = names.get(nameOffset);
        if (name == null) {
            name = strings.text(strings.begin() + nameOffset, "the name of the property at " + DeviceTreeException.offset(begin));
            TreeBuilder.checkName(name, "property", () -> DeviceTreeException.offset(begin));
            names.put(nameOffset, name);
        }
        Property property = new Property(name, structure.slice(at + 8, length, "the value of property " + name));
        builder.property(property, () -> DeviceTreeException.offset(begin));
        at = aligned(at + 8 + length);
    }

    private static long aligned(long offset) {
        return offset + 3 & ~3L;
    }
}
