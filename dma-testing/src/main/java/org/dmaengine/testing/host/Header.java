package org.dmaengine.testing.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The syntax that manifest headers and `.bndrun` instructions share: `name;attribute=value;directive:="a,b",name...`.
final class Header {
    private Header() {
    }

    /// The clauses, without the space around them; none of a header that is missing (null).
    static List<String> clauses(String header) {
        return header == null ? List.of() : split(header, ',');
    }

    /// What a clause is about.
    static String name(String clause) {
        return split(clause, ';').getFirst();
    }

    /// The value of one of a clause's attributes.
    static Optional<String> attribute(String clause, String name) {
        return split(clause, ';').stream()
                .filter(part -> part.startsWith(name + "="))
                .map(part -> unquoted(part.substring(name.length() + 1).strip()))
                .findFirst();
    }

    /// The text without quotes around it.
    static String unquoted(String text) {
        boolean quoted = text.length() > 1 && (text.startsWith("\"") || text.startsWith("'"))
                && text.charAt(0) == text.charAt(text.length() - 1);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        char quote = 0;
        for (char c : text.toCharArray()) {
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            }
            if (quote == 0 && c == separator) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        parts.removeIf(String::isEmpty);
        return parts;
    }
}
