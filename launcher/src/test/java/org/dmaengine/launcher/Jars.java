package org.dmaengine.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// Makes jars that hold a manifest and nothing else.
final class Jars {
    private Jars() {}

    /// @param symbolicName null for a jar that is no bundle
    static void bundle(Path file, String symbolicName, Map<String, String> headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (symbolicName != null) {
            attributes.putValue("Bundle-ManifestVersion", "2");
            attributes.putValue("Bundle-SymbolicName", symbolicName);
        }
        headers.forEach(attributes::putValue);
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
    }
}
