package org.dmaengine.launcher;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.cm.json.io.Configurations;

/// One property of a configuration, judged by the reader that the Configurator uses.
final class PropertyCheck {
    private static final String RESERVED = ":configurator:";
    private static final Set<String> POLICIES = Set.of("default", "force");

    private PropertyCheck() {}

    /// The name under which two properties would collide.
    static String identity(String key) {
        return key.startsWith(RESERVED) ? key : name(key).toLowerCase(Locale.ROOT);
    }

    /// @return what is wrong, to be read behind the key
    static Optional<String> of(String key, JsonValue value) {
        if (key.startsWith(RESERVED)) {
            return reserved(key.substring(RESERVED.length()), value);
        }
        String type = key.substring(name(key).length()).replaceFirst(":", "");
        if (name(key).isBlank()) {
            return Optional.of("has no name in front of its type");
        }
        if (type.startsWith("binary")) {
            return Optional.of("is a file of a bundle's own: a board file has none");
        }
        if (!type.isEmpty() && !accepts(key, JsonValue.NULL)) {
            return Optional.of("has an unknown type '" + type + "', for example String, Integer, Long, Boolean or String[] are known");
        }
        if (value.getValueType() == JsonValue.ValueType.NULL && !type.startsWith("Collection")) {
            return Optional.of("has no value: null would drop the whole configuration; leave the property out");
        }
        return accepts(key, value) ? Optional.empty() : Optional.of("has the value " + value + ", which is no " + type);
    }

    private static Optional<String> reserved(String name, JsonValue value) {
        boolean right = switch (name) {
            case "policy" -> value instanceof JsonString policy && POLICIES.contains(policy.getString());
            case "ranking" -> value instanceof JsonNumber number && number.isIntegral();
            default -> false;
        };
        return right ? Optional.empty() : Optional.of("would be ignored: a configuration knows "
                + RESERVED + "policy, \"default\" or \"force\", and " + RESERVED + "ranking, a whole number");
    }

    private static String name(String key) {
        int colon = key.indexOf(':');
        return colon < 0 ? key : key.substring(0, colon);
    }

    private static boolean accepts(String key, JsonValue value) {
        try {
            Configurations.buildReader().build(Json.createObjectBuilder().add(key, value).build()).readConfiguration();
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
