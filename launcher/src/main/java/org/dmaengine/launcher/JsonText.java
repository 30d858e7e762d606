package org.dmaengine.launcher;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// JSON with its comments blanked out, so that every place keeps its line and column.
///
/// @param json the text; as long as what was read
record JsonText(String json) {
    private static final Pattern STRING_OR_COMMENT = Pattern.compile(
            """
            "(?:[^"\\\\\\n]|\\\\.)*+"   # a string, in which slashes are only slashes
            |//[^\\n]*+               # a comment to the end of its line
            |/\\*(?s:.*?)\\*/         # a comment between marks
            """,
            Pattern.COMMENTS);

    static JsonText of(String contents) {
        String withoutMark = contents.startsWith("\uFEFF") ? " " + contents.substring(1) : contents;
        return new JsonText(STRING_OR_COMMENT.matcher(withoutMark).replaceAll(JsonText::blank));
    }

    private static String blank(java.util.regex.MatchResult match) {
        String found = match.group();
        return Matcher.quoteReplacement(found.startsWith("\"") ? found : found.replaceAll("[^\\n]", " "));
    }

    JsonParser parser() {
        return Json.createParser(new StringReader(json));
    }

    int line(int offset) {
        return 1 + (int) json.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    int column(int offset) {
        return offset - json.lastIndexOf('\n', offset - 1);
    }

    /// Where a key begins that ends right before the given place.
    int startOfString(int end) {
        int start = json.lastIndexOf('"', end - 2);
        while (start > 0 && isEscaped(start)) {
            start = json.lastIndexOf('"', start - 1);
        }
        return start;
    }

    private boolean isEscaped(int index) {
        int backslashes = 0;
        while (json.charAt(index - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    /// The same JSON for the Configurator, whose comment filter takes the last backslash of a string that ends in one
    /// for the escape of its quote. Written as `\u005c` there is nothing to mistake.
    String plain() {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject().toString().replace("\\\\", "\\u005c");
        }
    }
}
