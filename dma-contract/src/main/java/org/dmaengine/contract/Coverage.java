package org.dmaengine.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which clauses are tested, which are excluded and by what, which are open: the page `docs/contract-coverage.md`.
///
/// Run from the project's root, it writes the page; a test sees that the page is true.
public final class Coverage {
    /// Sections whose clauses must all be tested or excluded.
    private static final List<String> REQUIRED = List.of("2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8", "2.9", "2.10", "2.11",
            "2.12", "2.13", "2.14", "2.15", "2.16", "2.17", "2.18", "2.19", "3", "4", "5", "6", "7", "8");

    private final Contract contract;
    private final Contract differences;
    private final Exclusions exclusions;
    private final ClauseScanner tests;

    private Coverage(Contract contract, Contract differences, Exclusions exclusions, ClauseScanner tests) {
        this.contract = contract;
        this.differences = differences;
        this.exclusions = exclusions;
        this.tests = tests;
    }

    /// Reads the documents and the sources under the project's root.
    static Coverage of(Path root) throws IOException {
        Path docs = root.resolve("docs");
        Contract differences = Contract.read(docs.resolve("differences.md"));
        return new Coverage(Contract.read(docs.resolve("contract.md")), differences, Exclusions.read(docs, differences),
                ClauseScanner.scan(root));
    }

    /// Writes the page.
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments.length == 0 ? "" : arguments[0]);
        Coverage coverage = of(root);
        Files.writeString(root.resolve("docs/contract-coverage.md"), coverage.page());
        System.out.println(coverage.summary());
        coverage.problems().forEach(System.out::println);
        coverage.open().forEach(id -> System.out.println("open: " + id));
    }

    /// Clauses of the required sections, and differences, with neither a test nor an exclusion.
    List<String> open() {
        List<String> open = new ArrayList<>();
        for (Contract.Section section : required()) {
            section.clauses().stream().map(Contract.Numbered::id).filter(id -> !isTested(id) && !isExcluded(id)).forEach(open::add);
        }
        return open;
    }

    /// What is wrong with the annotations and the exclusions themselves.
    List<String> problems() {
        List<String> problems = new ArrayList<>(tests.problems());
        problems.addAll(exclusions.problems());
        Set<String> known = new HashSet<>();
        contract.sections().forEach(section -> section.clauses().forEach(clause -> known.add(clause.id())));
        differences.sections().forEach(section -> section.clauses().forEach(clause -> known.add(clause.id())));
        tests.testsByClause().forEach((id, places) -> {
            if (!known.contains(id)) {
                problems.add("no clause " + id + ", named by " + places);
            } else if (isExcluded(id) && !exclusions.byClause().get(id).isPartial()) {
                problems.add(id + " is excluded, yet tested by " + places);
            }
        });
        exclusions.byClause().forEach((id, exclusion) -> {
            if (!known.contains(id)) {
                problems.add("no clause " + id + ", excluded by " + exclusion.by());
            } else if (exclusion.isPartial() && !isTested(id)) {
                problems.add(id + " is excluded in part, but no test has the rest");
            }
        });
        return problems;
    }

    String summary() {
        List<String> ids = required().stream().flatMap(section -> section.clauses().stream()).map(Contract.Numbered::id).toList();
        long tested = ids.stream().filter(this::isTested).count();
        long excluded = ids.stream().filter(id -> !isTested(id) && isExcluded(id)).count();
        return ids.size() + " clauses and differences: " + tested + " tested, " + excluded + " excluded, " + open().size() + " open";
    }

    String page() {
        StringBuilder page = new StringBuilder("""
                # Contract coverage

                Made by `org.dmaengine.contract.Coverage` from the `@Clause` annotations of the tests and from
                [contract-exclusions.md](contract-exclusions.md); `CoverageTest` fails when it is out of date. The clauses stand in
                [contract.md](contract.md), the differences from Linux in [differences.md](differences.md).

                """).append(summary()).append(".\n");
        for (Contract.Section section : required()) {
            if (section.clauses().isEmpty()) {
                continue;
            }
            page.append("\n## ").append(section.number()).append(' ').append(section.title()).append("\n\n| clause | | by |\n| --- | --- | --- |\n");
            for (Contract.Numbered clause : section.clauses()) {
                page.append("| ").append(clause.id()).append(" | ").append(clause.text()).append(" | ").append(by(clause.id())).append(" |\n");
            }
        }
        return page.toString();
    }

    private String by(String id) {
        List<String> parts = new ArrayList<>();
        if (isTested(id)) {
            parts.add(String.join("<br>", tests.testsByClause().get(id)));
        }
        if (isExcluded(id)) {
            Exclusions.Exclusion exclusion = exclusions.byClause().get(id);
            parts.add("*" + exclusion.by() + "*: " + exclusion.why());
        }
        return parts.isEmpty() ? "**open**" : String.join("<br>", parts);
    }

    private List<Contract.Section> required() {
        List<Contract.Section> required = new ArrayList<>(contract.sections().stream()
                .filter(section -> REQUIRED.stream().anyMatch(section::isIn)).toList());
        required.addAll(differences.sections());
        return required;
    }

    private boolean isTested(String id) {
        return tests.testsByClause().containsKey(id);
    }

    private boolean isExcluded(String id) {
        return exclusions.byClause().containsKey(id);
    }
}
