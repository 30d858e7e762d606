package org.dmaengine.launcher;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the compiler is told about must be there: it says nothing about a method that it never meets.
class CompilerCommandsIT {
    private static final Path DISTRIBUTION = Path.of("target/dmaengine");
    private static final List<String> NO_METHODS = List.of("#", "quiet");

    static List<String> methods() throws IOException {
        return Files.readAllLines(DISTRIBUTION.resolve("etc/compiler-commands")).stream()
                .filter(line -> NO_METHODS.stream().noneMatch(line::startsWith)).map(line -> line.split(" ")[1]).toList();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void shouldNameAMethodThatExists(String method) throws IOException {
        String[] parts = method.split("::");
        assertTrue(methodsOf(parts[0]).contains(parts[1]), method);
    }

    private static List<String> methodsOf(String type) throws IOException {
        String entry = type.replace('.', '/') + ".class";
        try (InputStream ofTheJdk = Object.class.getResourceAsStream("/" + entry)) {
            if (ofTheJdk != null) {
                return methods(ofTheJdk);
            }
        }
        try (Stream<Path> bundles = Files.list(DISTRIBUTION.resolve("bundles"))) {
            return bundles.flatMap(bundle -> methods(bundle, entry).stream()).toList();
        }
    }

    private static List<String> methods(Path bundle, String name) {
        try (JarFile jar = new JarFile(bundle.toFile())) {
            ZipEntry entry = jar.getEntry(name);
            return entry == null ? List.of() : methods(jar.getInputStream(entry));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> methods(InputStream file) throws IOException {
        return ClassFile.of().parse(file.readAllBytes()).methods().stream().map(method -> method.methodName().stringValue()).toList();
    }
}
