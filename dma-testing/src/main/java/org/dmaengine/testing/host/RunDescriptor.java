package org.dmaengine.testing.host;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// The part of a `.bndrun` file that a container needs: the resolved bundles, and the framework properties.
record RunDescriptor(List<String> bundles, Map<String, String> properties) {
    static RunDescriptor read(Path file) throws IOException {
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
        }
        String bundles = lines.getProperty("-runbundles", "");
        String properties = lines.getProperty("-runproperties", "");
        if (bundles.isBlank()) {
            throw new IllegalArgumentException(file + " has no -runbundles; let the resolver write them, and commit them");
        }
        if ((bundles + properties).contains("${") || lines.containsKey("-include")) {
            throw new IllegalArgumentException(file + " uses macros or -include, which are not understood here; write"
                    + " -runbundles and -runproperties out");
        }
        Map<String, String> map = new LinkedHashMap<>();
        for (String property : Header.clauses(properties)) {
            int equals = property.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(file + ": -runproperties has \"" + property + "\" without a value");
            }
            map.put(property.substring(0, equals).strip(), Header.unquoted(property.substring(equals + 1).strip()));
        }
        return new RunDescriptor(Header.clauses(bundles).stream().map(Header::name).toList(), map);
    }
}
