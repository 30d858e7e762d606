package org.dmaengine.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One fenced block of a Markdown document, and where it says it comes from: a comment on the line before.
///
/// ```text
/// <!-- copybyname/CopyByName.java#copy -->     a region of an example
/// <!-- cnf/board/default.json -->              a whole file of the project
/// <!-- module/src/main/java/A.java#region -->  a region of any other source or script of the project
/// ```
///
/// @param place    document and line, for messages
/// @param language of the block, empty if it names none
/// @param origin   what the comment says, empty if there is none
/// @param text     what the block says
record Quotation(String place, String language, String origin, String text) {
    private static final Path ROOT = Path.of("..");
    private static final Path EXAMPLES = Path.of("src/main/java/org/dmaengine/examples");
    private static final Pattern COMMENT = Pattern.compile("<!-- (\\S+) -->");
    private static final String FENCE = "```";

    /// All blocks of a document of the project, in their order.
    static List<Quotation> of(String document) throws IOException {
        return in(document, Files.readAllLines(ROOT.resolve(document)));
    }

    /// All blocks of these lines.
    static List<Quotation> in(String document, List<String> lines) {
        List<Quotation> found = new ArrayList<>();
        for (int start = 0; start < lines.size(); start++) {
            if (lines.get(start).startsWith(FENCE)) {
                int end = start + 1;
                while (!lines.get(end).equals(FENCE)) {
                    end++;
                }
                Matcher comment = COMMENT.matcher(start == 0 ? "" : lines.get(start - 1));
                found.add(new Quotation(document + ":" + (start + 1), lines.get(start).substring(FENCE.length()),
                        comment.matches() ? comment.group(1) : "", String.join("\n", lines.subList(start + 1, end))));
                start = end;
            }
        }
        return found;
    }

    /// Says whether it must say where it comes from: commands and pictures need not.
    boolean isCode() {
        return !language.equals("sh") && !language.equals("text");
    }

    /// What stands where it comes from.
    String original() throws IOException {
        int hash = origin.indexOf('#');
        if (hash < 0) {
            return Files.readString(ROOT.resolve(origin)).strip();
        }
        String source = origin.substring(0, hash);
        Path example = EXAMPLES.resolve(source);
        return region(Files.readString(Files.exists(example) ? example : ROOT.resolve(source)), origin.substring(hash + 1));
    }

    /// A region of a source, as far to the left as it goes.
    static String region(String source, String name) {
        return regions(source, Pattern.quote(name)).findFirst().orElseThrow(() -> new AssertionError("there is no region " + name));
    }

    /// All regions of a source, in their order.
    static List<String> regions(String source) {
        return regions(source, "[^\"]*").toList();
    }

    private static Stream<String> regions(String source, String name) {
        return Pattern.compile("(?://|#) @start region=\"" + name + "\"\\R(.*?)\\R\\h*(?://|#) @end", Pattern.DOTALL).matcher(source).results()
                .map(region -> region.group(1).stripIndent().strip());
    }

    @Override
    public String toString() {
        return place + " " + (origin.isEmpty() ? language : origin);
    }
}
