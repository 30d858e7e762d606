package org.dmaengine.controller.memcpy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import org.osgi.framework.Constants;

/// The properties of a configuration, of whatever types its author or a console gave them: a JSON number arrives as
/// `Long`, or as `Double` if it was written with a fraction; other clients of Configuration Admin send `Integer` or digits
/// in a `String`. An empty string, which consoles store for a field left blank, counts as not set.
final class RawProperties {
    private final Map<String, ?> values;

    RawProperties(Map<String, ?> values) {
        this.values = values;
    }

    /// A required text.
    String name(String key) {
        if (values.get(key) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw refused(key, "a name that is not blank, unique among the controllers");
    }

    int wholeNumber(String key, int min, int max, int unset) {
        return (int) wholeNumber(key, (long) min, (long) max, (long) unset);
    }

    long wholeNumber(String key, long min, long max, long unset) {
        if (isUnset(key)) {
            return unset;
        }
        try {
            long number = new BigDecimal(String.valueOf(values.get(key)).strip()).longValueExact();
            if (number >= min && number <= max) {
                return number;
            }
        } catch (ArithmeticException | NumberFormatException notWhole) {
            // refused below, like a whole number out of range
        }
        throw refused(key, "a whole number from " + min + " to " + max);
    }

    <E extends Enum<E>> E choice(String key, Class<E> type, E unset) {
        if (isUnset(key)) {
            return unset;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(values.get(key))) {
                return constant;
            }
        }
        throw refused(key, "one of " + Arrays.toString(type.getEnumConstants()));
    }

    /// The refusal of a value; says where it stands, what it is and what may stand there.
    IllegalArgumentException refused(String key, String allowed) {
        Object value = values.get(key);
        String found = value == null ? " is not set"
                : " = " + (value instanceof String text ? '"' + text + '"' : value)
                        + " (" + value.getClass().getSimpleName() + ") is refused";
        return new IllegalArgumentException("configuration " + values.get(Constants.SERVICE_PID) + ": " + key + found
                + "; allowed is " + allowed);
    }

    private boolean isUnset(String key) {
        return values.get(key) == null || "".equals(values.get(key));
    }
}
