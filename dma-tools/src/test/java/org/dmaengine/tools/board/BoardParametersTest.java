package org.dmaengine.tools.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.dmaengine.tools.CommandFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoardParametersTest {
    private static final Path FOLDER = Path.of("/home/somebody");

    @Test
    void shouldTakeTheDefaultsBehindTheFilesName() throws CommandFailure {
        assertEquals(new BoardParameters(FOLDER.resolve("board.dtb"), "", "rx", "tx", 65_536, false), parse("board.dtb"));
    }

    @Test
    void shouldTakeWhatIsSaid() throws CommandFailure {
        assertEquals(new BoardParameters(Path.of("/boot/x.dtb"), "/soc/spi@0", "capture", "playback", 7, true),
                parse("/boot/x.dtb client=/soc/spi@0 names=capture,playback bytes=7 ignore.status=true"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                        | usage: dma:board FILE
            client=/soc/spi@0         | usage: dma:board FILE
            x.dtb names=rx            | names=rx is refused; it takes two names of one client
            x.dtb names=rx,rx         | names=rx,rx is refused; it takes two names of one client
            x.dtb names=rx,           | names=rx, is refused; it takes two names of one client
            x.dtb bytes=0             | bytes=0 is refused; it takes a whole number from 1 to 16777216
            x.dtb ignore.status=yes   | ignore.status=yes is refused; there are false, true
            x.dtb clint=/soc/spi@0    | dma:board has no parameter 'clint'; did you mean client?
            """)
    void shouldRefuseWithOneLineThatTeaches(String words, String expected) {
        String message = assertThrows(CommandFailure.class, () -> parse(words)).getMessage();
        assertTrue(message.startsWith(expected), message);
    }

    private static BoardParameters parse(String words) throws CommandFailure {
        return BoardParameters.parse(FOLDER, words.isEmpty() ? List.of() : List.of(words.split(" ")));
    }
}
