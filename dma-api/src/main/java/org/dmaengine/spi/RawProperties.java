package org.dmaengine.spi;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import org.osgi.framework.Constants;

/// The properties of a configuration or of a service, of whatever types its author or a console gave them: a JSON number arrives
/// as `Long`, or as `Double` if it was written with a fraction; other clients of Configuration Admin send `Integer` or digits
/// in a `String`. An empty string, which consoles store for a field left blank, counts as not set.
///
/// For a controller's component, whose settings Declarative Services would convert late and without a useful message. Each method throws an
/// [IllegalArgumentException] that says where the value stands, what it is, and what may stand there.
public final class RawProperties {
    private final String owner;
    private final Map<String, ?> values;

    /// Reads those of a configuration, which messages call by its PID.
    public RawProperties(Map<String, ?> values) {
        this("configuration " + values.get(Constants.SERVICE_PID), values);
    }

    /// Reads those of something else.
    ///
    /// @param owner what messages call it
    public RawProperties(String owner, Map<String, ?> values) {
        this.owner = owner;
        this.values = values;
    }

    /// A required name of a controller.
    public String name(String key) {
        if (values.get(key) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw refused(key, "a name that is not blank, unique among the controllers");
    }

    /// A whole number in these bounds, or the last if it is not set.
    public int wholeNumber(String key, int min, int max, int unset) {
        return (int) wholeNumber(key, (long) min, (long) max, (long) unset);
    }

    /// A whole number in these bounds, or the last if it is not set.
    public long wholeNumber(String key, long min, long max, long unset) {
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

    /// The name of a constant, or the last if it is not set.
    public <E extends Enum<E>> E choice(String key, Class<E> type, E unset) {
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
    public IllegalArgumentException refused(String key, String allowed) {
        Object value = values.get(key);
        String found = value == null ? " is not set"
                : " = " + (value instanceof String text ? '"' + text + '"' : value)
                        + " (" + value.getClass().getSimpleName() + ") is refused";
        return new IllegalArgumentException(owner + ": " + key + found + "; allowed is " + allowed);
    }

    /// Says whether there is no such property, or an empty one.
    public boolean isUnset(String key) {
        return values.get(key) == null || "".equals(values.get(key));
    }
}
