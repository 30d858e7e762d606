package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// After the container tests: what ran on Felix also ran on Equinox. Looks into the reports of both runs; no part of either.
class BothFrameworksCheck {
    private static final Path REPORTS = Path.of(System.getProperty("basedir", ""), "target", "failsafe-reports");
    private static final String PREFIX = "TEST-";
    private static final String EQUINOX = "-Equinox.xml";

    private final Map<String, Set<String>> felix = new TreeMap<>();
    private final Map<String, Set<String>> equinox = new TreeMap<>();

    @BeforeEach
    void readReports() throws Exception {
        try (Stream<Path> files = Files.list(REPORTS)) {
            for (Path file : files.filter(report -> report.getFileName().toString().startsWith(PREFIX)).toList()) {
                String name = file.getFileName().toString();
                boolean onEquinox = name.endsWith(EQUINOX);
                String testClass = name.substring(PREFIX.length(), name.length() - (onEquinox ? EQUINOX : ".xml").length());
                (onEquinox ? equinox : felix).put(testClass, tests(file));
            }
        }
    }

    @Test
    void shouldHaveRunEveryTestOnFelixAndOnEquinox() {
        assertFalse(felix.isEmpty(), "no reports; is this the phase after the container tests?");
        assertEquals(felix.keySet(), equinox.keySet(), "classes, on Felix and on Equinox");
        felix.forEach((testClass, tests) -> assertEquals(tests, equinox.get(testClass), () -> "tests of " + testClass));
    }

    /// Which classes there are says the folder: one that neither ran is missed as well.
    @Test
    void shouldHaveRunEveryContainerTest() throws Exception {
        assumeTrue(System.getProperty("it.test") == null, "only some were asked for");
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("basedir", ""), "target", "test-classes"))) {
            List<String> missing = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith("IT.class"))
                    .map(file -> getClass().getPackageName() + "." + file.replace(".class", ""))
                    .filter(testClass -> !felix.containsKey(testClass))
                    .sorted().toList();
            assertEquals(List.of(), missing, "container tests that did not run");
        }
    }

    /// The tests of a report that were not skipped.
    private static Set<String> tests(Path report) throws Exception {
        NodeList cases = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile())
                .getElementsByTagName("testcase");
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            if (test.getElementsByTagName("skipped").getLength() == 0) {
                names.add(test.getAttribute("name"));
            }
        }
        return names;
    }
}
