package org.dmaengine.launcher;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The assembled distribution, run through the script as a user runs it. What is promised does not depend on the framework.
abstract class DmaengineContract {
    private static final String HEADER = "{ \":configurator:symbolic-name\": \"test\", \":configurator:version\": \"1.0.0\"";

    /// Nothing, one byte, a period of 64 and a ring of 256 bytes with a byte less and a byte more, and many rings.
    private static final int[] LENGTHS = {0, 1, 63, 64, 65, 255, 256, 257, 100_003};
    private static final List<String> MODES = List.of("cyclic", "sg", "single");

    @TempDir
    private Path folder;
    private final String framework;
    private final String systemBundle;

    /// @param framework    as the option names it
    /// @param systemBundle its symbolic name
    DmaengineContract(String framework, String systemBundle) {
        this.framework = framework;
        this.systemBundle = systemBundle;
    }

    @BeforeEach
    void emptyBoard() throws IOException {
        Files.writeString(folder.resolve("empty.json"), HEADER + "}");
    }

    @Test
    void shouldPrintTheCommandsOutputAloneAndLeaveNothingBehind() throws Exception {
        Run run = dmaengine("echo", "two  words", "$x");

        assertAll(
                () -> assertEquals("two  words $x\n", run.output()),
                () -> assertEquals("", run.errors()),
                () -> assertEquals(0, run.exitCode()),
                () -> assertEquals(List.of(), run.leftovers()));
    }

    @Test
    void shouldRunInTheFrameworkThatTheOptionNames() throws Exception {
        Run run = dmaengine("headers 0 | grep Bundle-SymbolicName");

        assertEquals(systemBundle, run.output().strip().replaceAll(".* = |;.*", ""));
    }

    @Test
    void shouldTakeASingleWordAsAWholeLine() throws Exception {
        Run run = dmaengine("echo one; echo two | grep w");

        assertEquals("one\ntwo\n", run.output());
        assertEquals(0, run.exitCode());
    }

    @Test
    void shouldPrintWhatEachStatementOfALineReturns() throws Exception {
        assertEquals("1\n2\n3\n", dmaengine("%(1); x = 5; echo 2; %(x - 2)").output());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nosuch            | 1 | no command named 'nosuch'; 'help' lists them
            throw no          | 1 | no
            grep x empty.json | 1 |
            """)
    void shouldFailWhenTheCommandDoes(String line, int code, String message) throws Exception {
        Run run = dmaengine(line);

        assertAll(
                () -> assertEquals("", run.output()),
                () -> assertEquals(message == null ? "" : "dmaengine: " + message + "\n", run.errors()),
                () -> assertEquals(code, run.exitCode()),
                () -> assertEquals(List.of(), run.leftovers()));
    }

    @Test
    void shouldShowTheStackTraceOnlyWhenDebugging() throws Exception {
        Run run = dmaengine("--log-level", "debug", "throw no");

        assertTrue(run.errors().contains("\n\tat "));
        assertEquals(1, run.exitCode());
    }

    @Test
    void shouldRefuseAnUnknownOption() throws Exception {
        Run run = dmaengine("--bord", "x.json");

        assertEquals("dmaengine: Unknown option: '--bord'; './dmaengine --help' tells more\n", run.errors());
        assertEquals(2, run.exitCode());
    }

    @Test
    void shouldRefuseABoardThatIsNotThere() throws Exception {
        Run run = onBoard("missing.json", "echo");

        assertEquals("dmaengine: no board file missing.json\n", run.errors());
        assertEquals(2, run.exitCode());
    }

    @Test
    void shouldNameThePlaceOfAMistakeInTheBoard() throws Exception {
        Files.writeString(folder.resolve("bad.json"), HEADER + ",\n  \"a\": {\"x:Integer\": \"four\"} }");
        Run run = onBoard("bad.json", "echo");

        assertEquals("dmaengine: bad.json:2:9: \"x:Integer\" has the value \"four\", which is no Integer\n", run.errors());
        assertEquals(2, run.exitCode());
    }

    @Test
    void shouldNameAControllerThatDoesNotComeAndRunTheCommandAllTheSame() throws Exception {
        Files.writeString(folder.resolve("lost.json"), HEADER + ", \"org.none~x\": {\"dma.controller\": \"x0\", \"dma.channels\": 3} }");
        Run run = onBoard("lost.json", "echo", "on");

        assertAll(
                () -> assertEquals("on\n", run.output()),
                () -> assertEquals("dmaengine: board: controller 'x0' (org.none~x) has 0 of 3 channels: "
                        + "no component takes org.none; is that PID right, and its bundle there?\n", run.errors()),
                () -> assertEquals(0, run.exitCode()));
    }

    @Test
    void shouldPassOnWhyAControllerRefusesItsConfiguration() throws Exception {
        Files.writeString(folder.resolve("odd.json"),
                HEADER + ", \"org.dmaengine.controller.memcpy~x\": {\"dma.controller\": \"x0\", \"dma.channels\": \"many\"} }");
        Run run = onBoard("odd.json", "echo");

        String complaint = run.errors().lines().filter(line -> line.startsWith("dmaengine: board: ")).findAny().orElseThrow();
        assertTrue(complaint.contains("dma.channels = \"many\""), complaint);
    }

    @Test
    void shouldRunTheCommandOnceTheDefaultBoardIsUp() throws Exception {
        Run run = run("dma:map; dma:list");
        String output = run.output();

        assertAll(
                () -> assertTrue(output.startsWith("shell\tcopy\tdma0\t"), output),
                () -> assertTrue(output.contains("dma0chan3"), output),
                () -> assertEquals("", run.errors()),
                () -> assertEquals(0, run.exitCode()));
    }

    @Test
    void shouldTakeTheCallersPathsAndAWayThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Run.program());
        Path onward = Files.createSymbolicLink(folder.resolve("onward"), link.getFileName());
        Run run = Run.start(folder, onward, "--framework", framework, "--board", "empty.json", "cat", "empty.json");

        assertAll(
                () -> assertEquals(HEADER + "}", run.output().strip()),
                () -> assertEquals(0, run.exitCode()));
        Files.delete(onward);
        Files.delete(link);
    }

    @Test
    void shouldRunStandardInputUntilALineFails() throws Exception {
        Run run = dmaengine().type("echo one\nif { true } {\n  echo two\n}\nnosuch\necho three\n");

        assertAll(
                () -> assertEquals("one\ntwo\n", run.output()),
                () -> assertEquals("dmaengine: no command named 'nosuch'; 'help' lists them\n", run.errors()),
                () -> assertEquals(1, run.exitCode()));
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void shouldInterruptTheCommandOnASignalAndLeaveNothingBehind(String signal, int code) throws Exception {
        Run run = dmaengine("echo begun; sleep 60");
        assertEquals("begun", run.nextLine());

        long start = System.nanoTime();
        run.signal(signal);

        assertAll(
                () -> assertEquals(code, run.exitCode()),
                () -> assertTrue(System.nanoTime() - start < Duration.ofSeconds(2).toNanos(), "took more than 2 s"),
                () -> assertTrue(run.errors().contains("sleep interrupted"), run.errors()),
                () -> assertEquals(List.of(), run.leftovers()));
    }

    /// The storage is there before the first bundle is, so that the signal comes somewhere in the start.
    @RepeatedTest(4)
    void shouldLeaveNothingBehindAfterASignalWhileItStarts() throws Exception {
        Run run = dmaengine("sleep 60");
        run.awaitStorage();

        run.signal("INT");

        assertAll(
                () -> assertEquals(130, run.exitCode()),
                () -> assertEquals(List.of(), run.leftovers()));
    }

    @Test
    void shouldLeaveACommandBehindThatDoesNotStop() throws Exception {
        Run run = dmaengine("echo begun; while { true } { }");
        assertEquals("begun", run.nextLine());

        long start = System.nanoTime();
        run.signal("INT");

        assertAll(
                () -> assertEquals(130, run.exitCode()),
                () -> assertTrue(System.nanoTime() - start < Duration.ofSeconds(2).toNanos(), "took more than 2 s"),
                () -> assertEquals(List.of(), run.leftovers()));
    }

    @Test
    void shouldStartTheUsersOwnBundlesBesideTheOthers() throws Exception {
        Jars.bundle(folder.resolve("driver.jar"), "org.example.driver", Map.of());
        Jars.bundle(folder.resolve("port.jar"), "org.example.port", Map.of());
        Run run = dmaengine("--bundle", "driver.jar", "--bundle", "port.jar", "lb -s | grep org.example");

        assertAll(
                () -> assertEquals(List.of("org.example.driver", "org.example.port"), run.output().lines()
                        .filter(line -> line.contains("|Active ")).map(line -> line.replaceAll(".*(org\\.example\\.\\w+).*", "$1")).toList()),
                () -> assertEquals("", run.errors()),
                () -> assertEquals(0, run.exitCode()));
    }

    @Test
    void shouldSayWhyTheUsersOwnBundleDoesNotStart() throws Exception {
        Jars.bundle(folder.resolve("driver.jar"), "org.example.driver", Map.of("Import-Package", "org.example.nowhere"));
        Run run = dmaengine("--bundle", "driver.jar", "echo", "on");

        assertAll(
                () -> assertEquals("", run.output()),
                () -> assertTrue(run.errors().startsWith("dmaengine: bundle driver.jar does not start: "), run.errors()),
                () -> assertTrue(run.errors().contains("org.example.nowhere"), run.errors()),
                () -> assertEquals(1, run.errors().lines().count(), run.errors()),
                () -> assertEquals(2, run.exitCode()),
                () -> assertEquals(List.of(), run.leftovers()));
    }

    @Test
    void shouldRefuseASecondVersionOfABundleOfItsOwn() throws Exception {
        Jars.bundle(folder.resolve("mine.jar"), "org.dmaengine.dma-core", Map.of("Bundle-Version", "0.1.0.SNAPSHOT"));
        Run run = dmaengine("--bundle", "mine.jar", "echo", "on");

        assertTrue(run.errors().startsWith("dmaengine: bundle mine.jar cannot be installed: "), run.errors());
        assertEquals(2, run.exitCode());
    }

    @Test
    void shouldStreamFilesOfAnyLengthInEachMode() throws Exception {
        StringBuilder script = new StringBuilder();
        for (int length : LENGTHS) {
            byte[] data = new byte[length];
            new Random(length).nextBytes(data);
            Files.write(folder.resolve("in" + length), data);
            for (String mode : MODES) {
                script.append("dma:stream file:in%1$d file:out-%2$s%1$d mode=%2$s period=64 periods=4\n".formatted(length, mode));
            }
        }
        Run run = run().type(script.toString());
        List<String> lines = run.output().lines().toList();

        assertEquals("", run.errors());
        assertEquals(0, run.exitCode());
        int line = 0;
        for (int length : LENGTHS) {
            for (String mode : MODES) {
                assertEquals(-1, Files.mismatch(folder.resolve("in" + length), folder.resolve("out-" + mode + length)), mode + " " + length);
                assertTrue(lines.get(line).startsWith(length + (length == 1 ? " byte, " : " bytes, ")), lines.get(line));
                assertTrue(lines.get(line).contains(" of 64, nothing lost, "), lines.get(line));
                assertEquals("SHA-256 " + sha256(folder.resolve("in" + length)), lines.get(line + 1));
                line += 2;
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            file:in file:in            | same file; nothing was written
            file:none file:in          | source file:
            file:in nosuch:x           | nosuch
            file:in null: bytes=1000   | ended after 7 bytes, although bytes=1000 were wanted; the sink has them
            file:in                    | usage: dma:stream SOURCE SINK
            """)
    void shouldSayWhyItDoesNotStreamAndTouchNothing(String words, String message) throws Exception {
        Files.writeString(folder.resolve("in"), "content");
        Run run = run("dma:stream " + words);

        assertAll(
                () -> assertEquals(1, run.errors().lines().count(), run.errors()),
                () -> assertTrue(run.errors().contains(message), run.errors()),
                () -> assertEquals(1, run.exitCode()),
                () -> assertEquals("content", Files.readString(folder.resolve("in"))));
    }

    @Test
    void shouldEmptyNoSinkIfThereIsNoControllerToFillIt() throws Exception {
        Files.writeString(folder.resolve("out"), "content");
        Run run = dmaengine("dma:stream", "pattern:1", "file:out", "bytes=5");

        assertEquals("dmaengine: no FIFO controller that is capable of CYCLIC is there; configure org.dmaengine.controller.fifo, as the"
                + " default board does\n", run.errors());
        assertEquals("content", Files.readString(folder.resolve("out")));
    }

    @Test
    void shouldEndAStreamOnASignalAndSayHowFarItCame() throws Exception {
        Run run = run("echo begun; dma:stream pattern:1 null:");
        assertEquals("begun", run.nextLine());
        run.signal("INT");

        assertTrue(run.errors().matches("dmaengine: interrupted; the sink took \\d+ bytes?\n"), run.errors());
        assertEquals(130, run.exitCode());
        assertEquals(List.of(), run.leftovers());
    }

    @Test
    void shouldRunTheExamplesOfTheReadme() throws Exception {
        Files.writeString(folder.resolve("in"), "content");
        List<String> examples = Files.readAllLines(Path.of("README.md")).stream().filter(line -> line.startsWith("./dmaengine dma:stream "))
                .map(line -> line.replaceAll("^./dmaengine | +#.*", "")).toList();
        Run run = run().type(String.join("\n", examples) + "\n");

        assertEquals(0, run.exitCode(), run::errors);
        assertEquals(3, examples.size());
        assertEquals("content", Files.readString(folder.resolve("out")));
    }

    @Test
    void shouldTryTheBoardOfTheReadme() throws Exception {
        String file = Files.readAllLines(Path.of("README.md")).stream().filter(line -> line.startsWith("./dmaengine dma:board "))
                .map(line -> line.split(" ")[2]).findFirst().orElseThrow();
        Run run = run("dma:board " + Path.of("..", file).toAbsolutePath().normalize());

        assertEquals(0, run.exitCode(), run::errors);
        assertTrue(run.output().contains("/soc/serial@a000, 65536 bytes from line 26 to line 27 in "), run::errors);
    }

    @Test
    void shouldHoldADriverAgainstTheContract() throws Exception {
        Run run = run("dma:tck dma0 report=report.xml");
        assertEquals(0, run.exitCode(), run::errors);
        assertTrue(Files.readString(folder.resolve("report.xml")).contains("<testsuite name=\"dma0 channel 0\""));
    }

    @Test
    void shouldEndWithOneWhereThereIsNothingToHoldAgainstTheContract() throws Exception {
        Run run = run("dma:tck dma9");
        assertEquals("dmaengine: no controller is called 'dma9'; there are dma0, fifo0\n", run.errors());
        assertEquals(1, run.exitCode());
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private Run dmaengine(String... words) throws IOException {
        return onBoard("empty.json", words);
    }

    private Run onBoard(String board, String... words) throws IOException {
        return run(Stream.concat(Stream.of("--board", board), Stream.of(words)).toArray(String[]::new));
    }

    private Run run(String... words) throws IOException {
        return Run.start(folder, Run.program(), Stream.concat(Stream.of("--framework", framework), Stream.of(words)).toArray(String[]::new));
    }
}
