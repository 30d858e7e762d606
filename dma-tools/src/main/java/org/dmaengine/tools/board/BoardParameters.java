package org.dmaengine.tools.board;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.KeyValues;

/// What `dma:board` is to do.
///
/// @param tree          the file or folder
/// @param client        path of the client that sends and receives; empty for one of the tree's choice
/// @param receives      the name that it receives by
/// @param sends         the name that it sends by
/// @param bytes         how many
/// @param ignoresStatus whether clients and controllers count whose status is not `okay`
record BoardParameters(Path tree, String client, String receives, String sends, int bytes, boolean ignoresStatus) {
    private static final int MOST_BYTES = 16 << 20;
    private static final Map<String, String> DEFAULTS = Map.of("client", "", "names", "rx,tx", "bytes", "65536", "ignore.status", "false");

    /// Reads the file's name, and `key=value` words behind it; the last one of a key counts.
    ///
    /// @param folder what the name is relative to
    static BoardParameters parse(Path folder, List<String> words) throws CommandFailure {
        if (words.isEmpty() || words.getFirst().contains("=")) {
            throw new CommandFailure("usage: dma:board FILE [client=PATH] [names=rx,tx] [bytes=65536] [ignore.status=false|true]");
        }
        KeyValues values = KeyValues.parse("dma:board", DEFAULTS, words.subList(1, words.size()));
        String[] names = values.text("names").split(",", -1);
        if (names.length != 2 || names[0].isEmpty() || names[1].isEmpty() || names[0].equals(names[1])) {
            throw new CommandFailure("names=" + values.text("names") + " is refused; it takes two names of one client, the one that it"
                    + " receives by and the one that it sends by, as in names=rx,tx");
        }
        return new BoardParameters(folder.resolve(words.getFirst()), values.text("client"), names[0], names[1],
                (int) values.number("bytes", 1, MOST_BYTES), values.choice("ignore.status", "false", "true") == 1);
    }
}
