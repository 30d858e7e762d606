package org.dmaengine.launcher;

import jakarta.json.stream.JsonParsingException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The JSON parser's complaint in plain words: what stands there, and what should.
final class SyntaxMistake {
    private static final Pattern EXPECTED = Pattern.compile("Expected tokens are: \\[(\\w+)]");
    private static final Map<String, String> TOKENS = Map.of(
            "COMMA", "','", "COLON", "':'", "STRING", "a name in double quotes", "CURLYCLOSE", "'}'");

    private SyntaxMistake() {}

    static Problem of(JsonParsingException e, JsonText text) {
        long offset = e.getLocation().getStreamOffset();
        boolean atEnd = offset < 0 || offset >= text.json().length();
        int place = atEnd ? text.json().length() : start((int) offset, text);
        String found = atEnd ? "end of the file" : name(text.json().charAt(place));
        Matcher expected = EXPECTED.matcher(e.getMessage());
        String hint = expected.find() ? ", expected " + TOKENS.getOrDefault(expected.group(1), expected.group(1)) : "";
        return new Problem(place, "unexpected " + found + hint);
    }

    /// The parser stands behind the last quote of a string that it did not expect.
    private static int start(int offset, JsonText text) {
        return text.json().charAt(offset) == '"' ? text.startOfString(offset + 1) : offset;
    }

    private static String name(char c) {
        return c == '\n' ? "end of the line" : "'" + c + "'";
    }
}
