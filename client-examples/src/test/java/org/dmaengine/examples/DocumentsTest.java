package org.dmaengine.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What README and guides quote is compiled code, or a file that ships; what they link to exists.
class DocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final String GUIDE = "docs/client-guide.md";
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
    void shouldQuoteNothingElseInReadmeAndClientGuide() throws IOException {
        for (String document : List.of("README.md", GUIDE)) {
            List<Quotation> unfounded = Quotation.of(document).stream().filter(q -> q.isCode() && q.origin().isEmpty()).toList();
            assertEquals(List.of(), unfounded, "put a comment before each that says where it comes from, like <!-- copybyname/CopyByName.java#copy -->");
        }
    }

    @Test
    void shouldLinkToFilesThatExist() throws IOException {
        for (String document : List.of("README.md", GUIDE)) {
            Path folder = ROOT.resolve(document).resolveSibling(".");
            Matcher link = LINK.matcher(Files.readString(ROOT.resolve(document)));
            while (link.find()) {
                assertTrue(Files.exists(folder.resolve(link.group(1))), document + " links to " + link.group(1));
            }
        }
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
        assertThrows(AssertionError.class, () -> Quotation.region(source, "t"));
    }
}
