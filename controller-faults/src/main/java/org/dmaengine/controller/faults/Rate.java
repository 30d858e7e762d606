package org.dmaengine.controller.faults;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which transfers of a channel meet a fault.
sealed interface Rate {
    /// How a configuration may say it.
    String ALLOWED = "a whole number from 0 to 1000, so many of 1000 transfers; \"transfer 7\" for that one only; \"every 7\" for each 7th";

    /// So many of 1000.
    record PerMille(int hits) implements Rate {
        @Override
        public boolean hits(long transfer, int draw) {
            return draw < hits;
        }

        @Override
        public String toString() {
            return hits + " of " + FaultPlan.DRAWS;
        }
    }

    /// That one only.
    record Only(long number) implements Rate {
        @Override
        public boolean hits(long transfer, int draw) {
            return transfer == number;
        }

        @Override
        public String toString() {
            return "transfer " + number;
        }
    }

    /// Each n-th.
    record Every(long n) implements Rate {
        @Override
        public boolean hits(long transfer, int draw) {
            return transfer % n == 0;
        }

        @Override
        public String toString() {
            return "every " + n;
        }
    }

    Rate NEVER = new PerMille(0);

    /// Says whether a transfer meets it.
    ///
    /// @param transfer its number on the channel, from 1
    /// @param draw     what is drawn for it, from 0 to 999
    boolean hits(long transfer, int draw);

    /// Says whether no transfer ever does. Not by `equals`, which keeps the class loader of a bundle that has been updated.
    default boolean isNever() {
        return this instanceof PerMille(int hits) && hits == 0;
    }

    /// Reads what a configuration says; empty if it is none of [#ALLOWED].
    static Optional<Rate> of(Object value) {
        Matcher text = Texts.RATE.matcher(String.valueOf(value).strip());
        if (!text.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(text.group(2));
        return switch (text.group(1)) {
            case null -> number <= FaultPlan.DRAWS ? Optional.of(new PerMille((int) number)) : Optional.empty();
            case "transfer" -> number > 0 ? Optional.of(new Only(number)) : Optional.empty();
            default -> number > 0 ? Optional.of(new Every(number)) : Optional.empty();
        };
    }

    /// How a rate is written.
    final class Texts {
        private static final Pattern RATE = Pattern.compile("(?:(transfer|every)\\s+)?(\\d{1,18})");

        private Texts() {
        }
    }
}
