package org.dmaengine.testing.host;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/// The bundles among the jars of the class path, by symbolic name.
///
/// In a Maven build these are the jars of the reactor and of the local repository: nothing is installed or fetched for
/// a test.
final class ClassPathBundles {
    private static final Map<String, Path> JARS = scan();

    private ClassPathBundles() {
    }

    static Path named(String symbolicName) {
        Path jar = JARS.get(symbolicName);
        if (jar == null) {
            throw new IllegalArgumentException("no bundle " + symbolicName + " among the jars of the class path; make it a"
                    + " test dependency, and if it is a module of this build, run its package phase as well (mvn verify)."
                    + " There are: " + String.join(", ", new TreeSet<>(JARS.keySet())));
        }
        return jar;
    }

    /// All of them.
    static Map<String, Path> all() {
        return JARS;
    }

    static Manifest manifest(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            return manifest == null ? new Manifest() : manifest;
        } catch (IOException e) {
            throw new UncheckedIOException("unreadable jar " + jar + " on the class path", e);
        }
    }

    private static Map<String, Path> scan() {
        Map<String, Path> jars = new LinkedHashMap<>();
        // Surefire may start the JVM with a jar that only refers to the class path
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : classPath.split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            if (entry.endsWith(".jar") && Files.isRegularFile(jar)) {
                String symbolicName = manifest(jar).getMainAttributes().getValue("Bundle-SymbolicName");
                if (symbolicName != null) {
                    jars.putIfAbsent(Header.name(symbolicName), jar);
                }
            }
        }
        return jars;
    }
}
