package org.dmaengine.slavemap.board;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The properties of one configuration, read one by one; what is wrong is collected, so that an author sees all of it at
/// once. Not thread-safe: it lives as long as one [EntryReader#read].
final class EntryProperties {
    private static final Pattern SYMBOLIC_NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    /// In the order of their names, so that messages do not depend on a hash.
    private final Map<String, PropertyValue> values = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    EntryProperties(Map<String, ?> raw) {
        raw.forEach((key, value) -> values.put(key, new PropertyValue(value)));
    }

    Set<String> keys() {
        return values.keySet();
    }

    List<String> problems() {
        return problems;
    }

    PropertyValue value(String key) {
        return values.getOrDefault(key, new PropertyValue(null));
    }

    boolean isSet(String key) {
        return !value(key).isUnset();
    }

    /// A text that must be there; empty after a refusal.
    String requiredText(String key) {
        if (!isSet(key)) {
            problem(key + " is not set; allowed is a text that is not blank");
        }
        return text(key);
    }

    /// A text; empty if it is not set, or after a refusal.
    String text(String key) {
        if (!isSet(key)) {
            return "";
        }
        if (value(key).raw() instanceof String text && !text.isBlank()) {
            return text;
        }
        refuse(key, "a text that is not blank");
        return "";
    }

    /// A whole number from 0 that an `int` holds; empty if it is not set, or after a refusal.
    OptionalInt wholeNumber(String key) {
        if (!isSet(key)) {
            return OptionalInt.empty();
        }
        OptionalInt number = value(key).wholeNumber();
        if (number.isEmpty() || number.getAsInt() < 0) {
            refuse(key, "a whole number from 0 to " + Integer.MAX_VALUE);
            return OptionalInt.empty();
        }
        return number;
    }

    /// True or false; empty if it is not set, or after a refusal.
    Optional<Boolean> truth(String key) {
        if (!isSet(key)) {
            return Optional.empty();
        }
        Optional<Boolean> truth = value(key).truth();
        if (truth.isEmpty()) {
            refuse(key, "true or false");
        }
        return truth;
    }

    /// One of the words that an enum has, written as there; empty if it is not set, or after a refusal.
    <E extends Enum<E>> Optional<E> word(String key, Class<E> type) {
        if (!isSet(key)) {
            return Optional.empty();
        }
        KnownNames words = new KnownNames(Stream.of(type.getEnumConstants()).map(Enum::name).toList());
        Object raw = value(key).raw();
        if (raw instanceof String text && words.contains(text)) {
            return Optional.of(Enum.valueOf(type, text));
        }
        Optional<String> near = raw instanceof String text ? words.nearest(text) : Optional.empty();
        refuse(key, "one of " + String.join(", ", words.names()) + near.map(word -> "; did you mean " + word + "?").orElse(""));
        return Optional.empty();
    }

    /// Symbolic names of bundles, in an array, or one alone; empty if it is not set, or after a refusal.
    Set<String> symbolicNames(String key) {
        Set<String> names = new LinkedHashSet<>();
        for (Object element : isSet(key) ? value(key).elements() : List.of()) {
            if (!(element instanceof String name && SYMBOLIC_NAME.matcher(name).matches())) {
                refuse(key, "an array of bundle symbolic names, which " + new PropertyValue(element) + " is not");
                return Set.of();
            }
            names.add(name);
        }
        return names;
    }

    /// Notes that the value of a property cannot stay.
    void refuse(String key, String allowed) {
        problem(key + " = " + value(key) + " is refused; allowed is " + allowed);
    }

    void problem(String problem) {
        problems.add(problem);
    }
}
