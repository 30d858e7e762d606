package org.dmaengine.launcher;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// A board file that has been found good: Configurator JSON without its comments.
///
/// The Configurator drops a whole file for one mistyped value, and tells only the log. So the file is read here first,
/// and what it would drop or pass over in silence is an error with line and column.
record Board(String json) {
    static Board read(Path file) throws BoardException {
        JsonText text = JsonText.of(contents(file));
        List<Problem> problems = BoardCheck.of(text);
        if (!problems.isEmpty()) {
            throw new BoardException(problems.stream().map(problem -> problem.in(file, text)).toList());
        }
        return new Board(text.plain());
    }

    private static String contents(Path file) throws BoardException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException _) {
            throw new BoardException(List.of("no board file " + file));
        } catch (CharacterCodingException _) {
            throw new BoardException(List.of(file + " is not a text in UTF-8"));
        } catch (IOException e) {
            throw new BoardException(List.of("cannot read board file " + file + ": " + e.getMessage()));
        }
    }
}
