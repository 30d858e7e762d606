package org.dmaengine.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page of numbered clauses under headings: list items (`- ST-11 [S] text`) and table rows (`| VD-01 | text |`).
record Contract(List<Section> sections) {
    private static final Pattern HEADING = Pattern.compile("#{2,3} ([\\d.]+) (.*)");
    private static final Pattern CLAUSE = Pattern.compile("(?:- |\\| )([A-Z]+-\\d+)\\b[ |]*(.*)");
    private static final int SHOWN = 110;

    /// A numbered clause.
    record Numbered(String id, String text) { }

    /// A heading with the clauses under it.
    record Section(String number, String title, List<Numbered> clauses) {
        /// Says whether this is the section of that number or one inside it.
        boolean isIn(String outer) {
            return number.equals(outer) || number.startsWith(outer + ".");
        }
    }

    static Contract read(Path file) throws IOException {
        List<Section> sections = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            Matcher heading = HEADING.matcher(line);
            Matcher clause = CLAUSE.matcher(line);
            if (heading.matches()) {
                String number = heading.group(1);
                sections.add(new Section(number.endsWith(".") ? number.substring(0, number.length() - 1) : number, heading.group(2),
                        new ArrayList<>()));
            } else if (clause.matches() && !sections.isEmpty()) {
                sections.getLast().clauses().add(new Numbered(clause.group(1), shortened(clause.group(2))));
            }
        }
        return new Contract(sections);
    }

    /// The first sentence without its evidence tag, short enough for a table.
    private static String shortened(String text) {
        String plain = text.replaceFirst("^(\\[[^]]*] ?)+", "").replace("`", "").replaceAll("\\s*\\|\\s*", "; ").replaceFirst("[; ]+$", "");
        int end = plain.indexOf(". ");
        String sentence = end < 0 ? plain : plain.substring(0, end);
        return sentence.length() <= SHOWN ? sentence : sentence.substring(0, sentence.lastIndexOf(' ', SHOWN)) + " …";
    }
}
