package org.dmaengine.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The clauses that no test needs, from the table `| clauses | by | why |` of `docs/contract-exclusions.md`.
///
/// What allows an exclusion is one of: a row of `docs/differences.md` (`DIFF-03`), a decision (`ADR 0002`), or a later piece of
/// work by its name (`later: hot swap`), nothing else.
record Exclusions(Map<String, Exclusion> byClause, List<String> problems) {
    private static final Pattern ROW = Pattern.compile("\\| ([A-Z]+-\\d+[^|]*) \\| ([^|]*) \\| ([^|]*) \\|");
    private static final Pattern RANGE = Pattern.compile("([A-Z]+)-(\\d+)(?: to ([A-Z]+)-(\\d+))?");
    private static final Pattern DECISION = Pattern.compile("ADR (\\d{4})");
    private static final Pattern DIFFERENCE = Pattern.compile("DIFF-\\d+");
    private static final Pattern LATER = Pattern.compile("later: .+");

    /// Why a clause needs no test. One that begins with `partly: ` leaves the rest of the clause to tests.
    record Exclusion(String by, String why) {
        boolean isPartial() {
            return why.startsWith("partly: ");
        }
    }

    static Exclusions read(Path docs, Contract differences) throws IOException {
        Map<String, Exclusion> byClause = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (String line : Files.readAllLines(docs.resolve("contract-exclusions.md"))) {
            Matcher row = ROW.matcher(line);
            if (!row.matches()) {
                continue;
            }
            Exclusion exclusion = new Exclusion(row.group(2).strip(), row.group(3).strip());
            if (!isAllowed(exclusion.by(), docs, differences)) {
                problems.add("an exclusion must name a row of differences.md, an existing ADR or later work: " + line);
            }
            for (String range : row.group(1).split(",")) {
                for (String id : expand(range.strip(), problems)) {
                    if (byClause.put(id, exclusion) != null) {
                        problems.add(id + " is excluded twice");
                    }
                }
            }
        }
        return new Exclusions(new TreeMap<>(byClause), problems);
    }

    private static boolean isAllowed(String by, Path docs, Contract differences) throws IOException {
        Matcher decision = DECISION.matcher(by);
        if (decision.matches()) {
            try (Stream<Path> files = Files.list(docs.resolve("adr"))) {
                return files.anyMatch(file -> file.getFileName().toString().startsWith(decision.group(1)));
            }
        }
        if (DIFFERENCE.matcher(by).matches()) {
            return differences.sections().stream().flatMap(section -> section.clauses().stream()).anyMatch(row -> row.id().equals(by));
        }
        return LATER.matcher(by).matches();
    }

    private static List<String> expand(String range, List<String> problems) {
        Matcher ends = RANGE.matcher(range);
        if (!ends.matches() || ends.group(3) != null && !ends.group(3).equals(ends.group(1))) {
            problems.add("not a clause or a range such as CAP-01 to CAP-04: " + range);
            return List.of();
        }
        int first = Integer.parseInt(ends.group(2));
        int last = ends.group(4) == null ? first : Integer.parseInt(ends.group(4));
        List<String> ids = new ArrayList<>();
        for (int number = first; number <= last; number++) {
            ids.add("%s-%02d".formatted(ends.group(1), number));
        }
        return ids;
    }
}
