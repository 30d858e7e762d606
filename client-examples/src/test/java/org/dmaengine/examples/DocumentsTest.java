package org.dmaengine.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What README and guides quote is compiled code, or a file that ships; what they link to exists.
class DocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final String GUIDE = "docs/client-guide.md";
    private static final String DRIVER_GUIDE = "docs/driver-guide.md";
    /// What users read: everything in there that looks like code is quoted, and every link leads somewhere.
    private static final List<String> MANUALS = List.of("README.md", GUIDE, "docs/peripherals.md", "docs/device-tree.md", "docs/acpi.md",
            DRIVER_GUIDE);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]*)(#[^)]*)?\\)");

    static Stream<Quotation> quotations() throws IOException {
        List<Quotation> all = new ArrayList<>();
        for (String document : documents()) {
            all.addAll(Quotation.of(document));
        }
        return all.stream().filter(quotation -> !quotation.origin().isEmpty());
    }

    private static List<String> documents() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of("README.md"), docs.map(Path::getFileName).map(Path::toString)
                    .filter(name -> name.endsWith(".md")).sorted().map(name -> "docs/" + name)).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("quotations")
    void shouldQuoteWhatIsCompiledOrShips(Quotation quotation) throws IOException {
        assertEquals(quotation.original(), quotation.text(), quotation::place);
    }

    @Test
    void shouldQuoteNothingElseInManuals() throws IOException {
        for (String document : MANUALS) {
            List<Quotation> unfounded = Quotation.of(document).stream().filter(q -> q.isCode() && q.origin().isEmpty()).toList();
            assertEquals(List.of(), unfounded, "put a comment before each that says where it comes from, like <!-- copybyname/CopyByName.java#copy -->");
        }
    }

    @Test
    @DisplayName("what the driver guide has typed in the new project is what the build types; before that, the engine is installed")
    void shouldHaveEveryCommandOfTheDriverGuideRun() throws IOException {
        String commands = "controller-archetype/src/test/guide/commands.sh";
        List<Quotation> typed = Quotation.of(DRIVER_GUIDE).stream().filter(q -> q.language().equals("sh")).toList();
        assertEquals("mvn install -pl controller-archetype -am -DskipTests\nexport PATH=$PWD:$PATH", typed.getFirst().text());
        assertEquals(typed.stream().skip(1).map(Quotation::text).toList(), Quotation.regions(Files.readString(ROOT.resolve(commands))));
    }

    @Test
    void shouldLinkToFilesAndSectionsThatExist() throws IOException {
        for (String document : MANUALS) {
            Path file = ROOT.resolve(document);
            Matcher link = LINK.matcher(Files.readString(file));
            while (link.find()) {
                Path target = link.group(1).isEmpty() ? file : file.resolveSibling(link.group(1));
                assertTrue(Files.exists(target), document + " links to " + link.group(1));
                if (link.group(2) != null) {
                    assertTrue(sections(target).contains(link.group(2)), document + " links to section " + link.group(2));
                }
            }
        }
    }

    @Test
    void shouldCiteDifferencesThatExist() throws IOException {
        String differences = Files.readString(ROOT.resolve("docs/differences.md"));
        Pattern.compile("DIFF-\\d+").matcher(Files.readString(ROOT.resolve(GUIDE))).results()
                .forEach(cited -> assertTrue(differences.contains("| " + cited.group() + " |"), cited::group));
    }

    /// What a heading is called in links.
    private static List<String> sections(Path document) throws IOException {
        return Files.readAllLines(document).stream().filter(line -> line.startsWith("#"))
                .map(line -> "#" + line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-')).toList();
    }

    @Test
    void shouldFindBlocksWithTheirOrigin() {
        List<Quotation> found = Quotation.in("x.md", List.of("<!-- a/A.java#r -->", "```java", "a();", "", "b();", "```", "", "```", "c", "```"));
        assertEquals(List.of(new Quotation("x.md:2", "java", "a/A.java#r", "a();\n\nb();"), new Quotation("x.md:8", "", "", "c")), found);
        assertTrue(found.getLast().isCode(), "a block that names no language is taken for code");
    }

    @Test
    void shouldCutARegionOut() {
        String source = "class A {\n    // @start region=\"r\"\n    void a() {\n        b();\n    }\n    // @end\n    // @start region=\"s\"\n    int s;\n    // @end\n}\n";
        assertEquals("void a() {\n    b();\n}", Quotation.region(source, "r"));
        assertEquals("int s;", Quotation.region(source, "s"));
        assertEquals("cd a\nls", Quotation.region("#!/bin/sh\n# @start region=\"r\"\ncd a\nls\n# @end\n", "r"));
        assertEquals(List.of("void a() {\n    b();\n}", "int s;"), Quotation.regions(source));
        assertThrows(AssertionError.class, () -> Quotation.region(source, "t"));
    }
}
