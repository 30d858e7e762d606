package org.dmaengine.it;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A bundle of `test-bundles` as it was built, for a test to install or update to.
final class TestBundle {
    private TestBundle() {
    }

    /// The jar of that module, from the class path of this process.
    static InputStream of(String module) throws IOException {
        // Surefire may start the JVM with a jar that only refers to the class path
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path jar = Stream.of(classPath.split(File.pathSeparator)).map(Path::of)
                .filter(path -> path.getFileName().toString().matches(module + "-[0-9][^/]*\\.jar")).findFirst()
                .orElseThrow(() -> new AssertionError("no " + module + " on the class path"));
        return new ByteArrayInputStream(Files.readAllBytes(jar));
    }
}
