package org.dmaengine.slavemap.board;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One value of a configuration, of whatever type its author's tool chose.
///
/// The Configurator delivers a JSON number as `Long`, or as `Double` if it was written with a fraction or an exponent, an
/// array as `String[]`, `Long[]` and the like, an object or a mixed array as its JSON text. Other clients of
/// Configuration Admin send `Integer`, digits or a truth value in a `String`, primitive arrays, collections.
///
/// @param raw as Configuration Admin holds it; null if it is absent
record PropertyValue(Object raw) {
    /// Absent, or a text or array with nothing in it, which consoles store for a field left blank.
    boolean isUnset() {
        return elements().stream().allMatch(""::equals);
    }

    /// The elements of an array or collection; any other value is its own only element.
    List<?> elements() {
        if (raw instanceof Collection<?> collection) {
            return collection.stream().toList();
        }
        if (isArray()) {
            return IntStream.range(0, Array.getLength(raw)).mapToObj(i -> Array.get(raw, i)).toList();
        }
        return raw == null ? List.of() : List.of(raw);
    }

    /// The whole number that a number or digits stand for; empty if they stand for none, or for one beyond `int`.
    OptionalInt wholeNumber() {
        try {
            return OptionalInt.of(new BigDecimal(String.valueOf(raw).strip()).intValueExact());
        } catch (ArithmeticException | NumberFormatException notWhole) {
            return OptionalInt.empty();
        }
    }

    /// What a truth value, or `true` or `false` in a text, stands for; empty if it is neither.
    Optional<Boolean> truth() {
        return switch (String.valueOf(raw).strip()) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /// The value in the types that JSON has, unmodifiable: a driver sees the same whoever wrote the configuration.
    Object plain() {
        if (isMany()) {
            return elements().stream().map(element -> new PropertyValue(element).plain()).toList();
        }
        return switch (raw) {
            case Byte number -> number.longValue();
            case Short number -> number.longValue();
            case Integer number -> number.longValue();
            case Float number -> number.doubleValue();
            case null, default -> raw;
        };
    }

    /// As it stands in messages: `"four" (String)`, `[1, 2] (Long[])`.
    @Override
    public String toString() {
        return quoted() + (raw == null ? "" : " (" + raw.getClass().getSimpleName() + ")");
    }

    private String quoted() {
        if (isMany()) {
            return elements().stream().map(element -> new PropertyValue(element).quoted())
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return raw instanceof String text ? '"' + text + '"' : String.valueOf(raw);
    }

    private boolean isMany() {
        return raw instanceof Collection || isArray();
    }

    private boolean isArray() {
        return raw != null && raw.getClass().isArray();
    }
}
