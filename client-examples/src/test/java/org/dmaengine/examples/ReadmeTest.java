package org.dmaengine.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The README quotes compiled code and the board that ships.
class ReadmeTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void shouldQuoteTheClientThatIsCompiled() throws IOException {
        String source = Files.readString(Path.of("src/main/java/org/dmaengine/examples/copybyname/CopyByName.java"));
        Matcher region = Pattern.compile("// @start region=\"copy\"\\R(.*?)\\h*// @end", Pattern.DOTALL).matcher(source);
        region.find();
        assertEquals(region.group(1).stripTrailing().stripIndent(), block("java"));
    }

    @Test
    void shouldQuoteTheBoardThatShips() throws IOException {
        assertEquals(Files.readString(ROOT.resolve("cnf/board/default.json")).strip(), block("json"));
    }

    private static String block(String language) throws IOException {
        Matcher block = Pattern.compile("```" + language + "\\R(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("README.md")));
        block.find();
        return block.group(1).strip();
    }
}
