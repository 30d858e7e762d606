package org.dmaengine.testing.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;

/// What the system bundle exports beside its own: JUnit, and what tests use of this jar.
///
/// Lent, so that the results need no translation and a container starts with the tested bundles alone. What is tested
/// is never lent.
final class LentPackages {
    private LentPackages() {
    }

    static List<String> all() {
        List<String> packages = new ArrayList<>();
        for (Map.Entry<String, Path> bundle : ClassPathBundles.all().entrySet()) {
            if (isLent(bundle.getKey())) {
                Attributes headers = ClassPathBundles.manifest(bundle.getValue()).getMainAttributes();
                for (String clause : Header.clauses(headers.getValue("Export-Package"))) {
                    packages.add(Header.name(clause) + ";version=" + Header.attribute(clause, "version").orElse("0.0.0"));
                }
            }
        }
        return packages;
    }

    private static boolean isLent(String symbolicName) {
        return symbolicName.startsWith("junit-jupiter") || symbolicName.startsWith("junit-platform")
                || symbolicName.equals("org.opentest4j") || symbolicName.equals("org.dmaengine.dma-testing");
    }
}
