package org.dmaengine.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoardTest {
    /// The first line, without its last bracket.
    private static final String HEADER =
            "{ \":configurator:resource-version\": 1, \":configurator:symbolic-name\": \"b\", \":configurator:version\": \"1.0.0\"";

    @TempDir
    private Path folder;

    @Test
    void shouldTakeABoardWithComments() throws Exception {
        Board board = read(HEADER + """
                , // the only controller
                "memcpy~dma0": { /* its name */ "dma.controller": "dma0", "dma.channels:Integer": 4 } }
                // the end
                """);

        assertTrue(board.json().contains("{\"dma.controller\":\"dma0\",\"dma.channels:Integer\":4}"), board.json());
    }

    @Test
    void shouldLeaveSlashesInStringsAlone() throws Exception {
        Board board = read(HEADER + """
                , "a": { "url": "http://host/*x*/", "quote": "\\"//" } }""");

        assertTrue(board.json().contains("{\"url\":\"http://host/*x*/\",\"quote\":\"\\\"//\"}"), board.json());
    }

    @Test
    void shouldHideABackslashBeforeAQuoteFromTheConfigurator() throws Exception {
        Board board = read(HEADER + """
                , "a": { "path": "C:\\\\", "url": "http://host" } }""");

        assertTrue(board.json().contains("{\"path\":\"C:\\u005c\",\"url\":\"http://host\"}"), board.json());
    }

    @Test
    void shouldTakeABoardThatStartsWithAByteOrderMark() throws Exception {
        assertEquals(read(HEADER + "}"), read("\uFEFF" + HEADER + "}"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a comma is missing      | "a": { "x": 1 \\n "y": 2 }     | 3:2  | unexpected '"', expected ','
            a comma is left over    | "a": { "x": 1, }               | 2:16 | unexpected '}', expected a name in double quotes
            a string has no end     | "a": { "x": "y }               | 2:17 | unexpected end of the line
            a comment has no end    | "a": {} /*                     | 2:9  | unexpected '/'
            a PID without object    | "a": 5                         | 2:1  | "a" is no configuration: its value must be an object, { ... }
            a PID twice             | "a": {}, "a": {}               | 2:10 | "a" is there twice; only one of them would count
            an empty PID            | "": {}                         | 2:1  | "" is no PID: a PID is a name, or for one of several a name, ~ and a second name
            a factory without name  | "a~": {}                       | 2:1  | "a~" is no PID: a PID is a name, or for one of several a name, ~ and a second name
            a value of another type | "a": { "x:Integer": "four" }   | 2:8  | "x:Integer" has the value "four", which is no Integer
            an unknown type         | "a": { "x:Integr": 4 }         | 2:8  | "x:Integr" has an unknown type 'Integr', for example String, Integer, Long, Boolean or String[] are known
            a file as value         | "a": { "x:binary": "f" }       | 2:8  | "x:binary" is a file of a bundle's own: a board file has none
            no value                | "a": { "x": null }             | 2:8  | "x" has no value: null would drop the whole configuration; leave the property out
            a property twice        | "a": { "x": 1, "X:Long": 2 }   | 2:16 | "X:Long" is there twice; upper and lower case are the same here
            a property without name | "a": { ":Long": 2 }            | 2:8  | ":Long" has no name in front of its type
            an unknown policy       | "a": { ":configurator:policy": "maybe" } | 2:8 | ":configurator:policy" would be ignored: a configuration knows :configurator:policy, "default" or "force", and :configurator:ranking, a whole number
            an escaped quote in it  | "a": { "x\\"": null }          | 2:8  | "x"" has no value: null would drop the whole configuration; leave the property out
            """)
    void shouldNameThePlaceWhere(String mistake, String rest, String place, String message) throws IOException {
        String text = HEADER + ",\n" + rest.replace("\\n", "\n") + "\n}";

        assertEquals(List.of("board.json:" + place + ": " + message), problems(text).stream()
                .map(problem -> problem.replace(folder + "/", ""))
                .toList());
    }

    @Test
    void shouldNameEveryMistakeAtOnce() throws IOException {
        List<String> problems = problems(HEADER + """
                ,
                "a": 1,
                "b": { "x": null, "y:Long": "z" } }""");

        assertEquals(List.of("2:1", "3:8", "3:19"), problems.stream().map(problem -> problem.split(":", 2)[1].replaceAll(": .*", "")).toList());
    }

    @Test
    void shouldAskForTheNameThatTheConfiguratorWants() throws IOException {
        assertEquals(
                List.of("1:1: the file needs a line \":configurator:symbolic-name\": \"my.board\"",
                        "1:1: the file needs a line \":configurator:version\": \"1.0.0\""),
                problems("{ \"a\": {} }").stream().map(problem -> problem.split(":", 2)[1]).toList());
    }

    @Test
    void shouldRefuseWhatOnlyTheConfiguratorsOwnReaderKnows() throws IOException {
        String problem = problems(HEADER.replace("version\": 1,", "version\": 2,") + "}").getFirst();

        assertTrue(problem.endsWith("Unknown resource version : 2"), problem);
    }

    @Test
    void shouldRefuseAFileThatIsNoObject() throws IOException {
        assertTrue(problems("[1]").getFirst().endsWith("board.json:1:1: a board is a JSON object, { ... }"));
        assertTrue(problems("").getFirst().endsWith("board.json:1:1: unexpected end of the file"));
    }

    @Test
    void shouldNameAFileThatCannotBeRead() throws IOException {
        Path missing = folder.resolve("missing.json");
        Path latin = Files.write(folder.resolve("latin.json"), "{ \"\u00fc\": 1 }".getBytes(StandardCharsets.ISO_8859_1));

        assertEquals(List.of("no board file " + missing), problems(missing));
        assertEquals(List.of(latin + " is not a text in UTF-8"), problems(latin));
        assertTrue(problems(folder).getFirst().startsWith("cannot read board file " + folder));
    }

    private Board read(String text) throws Exception {
        return Board.read(Files.writeString(folder.resolve("board.json"), text));
    }

    private List<String> problems(String text) throws IOException {
        return problems(Files.writeString(folder.resolve("board.json"), text));
    }

    private static List<String> problems(Path file) {
        return assertThrows(BoardException.class, () -> Board.read(file)).problems();
    }
}
