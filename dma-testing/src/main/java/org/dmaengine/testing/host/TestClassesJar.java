package org.dmaengine.testing.host;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.dmaengine.testing.InOsgi;
import org.osgi.framework.Constants;

/// The bundle that test classes become: all that stands beside them, under a manifest that lets them see every package
/// of the container.
final class TestClassesJar {
    private TestClassesJar() {
    }

    static Path of(Class<?> testClass, Path target) throws IOException, URISyntaxException {
        Path source = Path.of(testClass.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(source)) {
            write(source, target);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(source)) {
                write(jar.getPath("/"), target);
            }
        }
        return target;
    }

    private static void write(Path root, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target);
             JarOutputStream jar = new JarOutputStream(out, manifest());
             Stream<Path> walk = Files.walk(root)) {
            List<Path> files = walk.filter(Files::isRegularFile).toList();
            for (Path file : files) {
                String name = root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
                if (!name.equals(JarFile.MANIFEST_NAME)) {
                    jar.putNextEntry(new JarEntry(name));
                    Files.copy(file, jar);
                    jar.closeEntry();
                }
            }
        }
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, InOsgi.TEST_BUNDLE);
        attributes.putValue(Constants.DYNAMICIMPORT_PACKAGE, "*");
        return manifest;
    }
}
