package org.dmaengine.tools.test;

import java.util.Locale;
import java.util.Map;
import org.dmaengine.tools.CommandFailure;

/// Turns the words given for parameters into values, or says what a word should have been.
record ParameterValues(Map<Parameter, String> given) {
    /// A whole number, decimal, or hexadecimal behind 0x.
    long number(Parameter parameter, long least, long most) throws CommandFailure {
        String word = word(parameter);
        try {
            long value = Long.decode(word);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // falls to the refusal, which is the same for both
        }
        String range = most == Long.MAX_VALUE || most == Integer.MAX_VALUE ? "from " + least + " on" : least + " to " + most;
        throw new CommandFailure(parameter.key() + "=" + word + " is refused; it takes a whole number " + range);
    }

    /// A truth value in any spelling that the kernel's parameters take.
    boolean flag(Parameter parameter) throws CommandFailure {
        String word = word(parameter);
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "1", "y", "yes", "t", "true", "on" -> true;
            case "0", "n", "no", "f", "false", "off" -> false;
            default -> throw new CommandFailure(parameter.key() + "=" + word + " is refused; it takes 1 or 0, y or n, true or false");
        };
    }

    /// A name of limited length.
    String text(Parameter parameter, int most) throws CommandFailure {
        String word = word(parameter);
        if (word.length() > most) {
            throw new CommandFailure(parameter.key() + "=" + word + " is refused; names have at most " + most + " characters");
        }
        return word;
    }

    /// Refuses to switch off what this command does anyway.
    void onlyTrue(Parameter parameter, String why) throws CommandFailure {
        if (!flag(parameter)) {
            throw new CommandFailure(parameter.key() + "=" + word(parameter) + " is refused; " + why);
        }
    }

    private String word(Parameter parameter) {
        return given.getOrDefault(parameter, parameter.initial());
    }
}
