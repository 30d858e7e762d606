package org.dmaengine.core.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dmaengine.core.slavemap.Sources;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapFormat;

/// What a file would do, were it a source's: the part of `dma:map` that binds nothing.
final class MapFiles {
    private final Sources sources;
    private final Formats formats;

    MapFiles(Sources sources, Formats formats) {
        this.sources = sources;
        this.formats = formats;
    }

    /// @param folder where relative names begin
    /// @param word   `<format>=<file or folder>`, `diff=<file>` or `problems=<file>`
    String look(Path folder, String word) throws IOException {
        int equals = word.indexOf('=');
        if (equals < 0 || equals == word.length() - 1) {
            throw formats.withoutFile(equals < 0 ? word : word.substring(0, equals));
        }
        Path file = folder.resolve(word.substring(equals + 1)).normalize();
        return switch (word.substring(0, equals)) {
            case "diff" -> text(diff(formats.of(file), file), "nothing would change");
            case "problems" -> text(formats.of(file).problems(file), "no problem in " + file);
            case String format -> text(formats.named(format).listing(file), "no entry in " + file);
        };
    }

    private List<String> diff(SlaveMapFormat format, Path file) throws IOException {
        List<SlaveMapEntry> now = sources.inOrder().stream().filter(source -> source.origin() == format.origin())
                .flatMap(source -> source.entries().stream()).toList();
        return new MapDiff(now, format.entries(file)).lines(EntryWords::target);
    }

    private static String text(List<String> lines, String none) {
        return lines.isEmpty() ? none : String.join("\n", lines);
    }
}
