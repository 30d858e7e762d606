package org.dmaengine.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The bundles by symbolic name: as the run descriptor lists them, and as they lie in a folder.
final class RunDescriptor {
    private RunDescriptor() {}

    static Set<String> bundles(Path bndrun) throws IOException {
        Properties descriptor = new Properties();
        try (Reader reader = Files.newBufferedReader(bndrun)) {
            descriptor.load(reader);
        }
        return Arrays.stream(descriptor.getProperty("-runbundles").split(",(?=[^)]*(\\[|$))"))
                .map(bundle -> bundle.strip().replaceAll(";.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<String> inFolder(Path folder) throws IOException {
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.map(RunDescriptor::symbolicName).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String symbolicName(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.getManifest().getMainAttributes().getValue("Bundle-SymbolicName").replaceAll(";.*", "").strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
