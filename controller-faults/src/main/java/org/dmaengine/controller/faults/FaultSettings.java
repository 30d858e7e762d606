package org.dmaengine.controller.faults;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dmaengine.faults.FaultKind;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.RawProperties;

/// What one configuration says, checked.
///
/// @param wraps        name of the controller whose drivers do the work
/// @param controller   name that they are offered under
/// @param seed         what the plan is drawn from
/// @param rates        of the faults that are wanted
/// @param throwsIn     the call that throws; one or another if it is empty
/// @param delayNanos   longest delay by the clock
/// @param hangNanos    longest hang
/// @param returnMillis after which a channel comes back; 0 if it does not
record FaultSettings(String wraps, String controller, long seed, Map<FaultKind, Rate> rates, Optional<Call> throwsIn, long delayNanos, long hangNanos,
                     long returnMillis) {
    private static final String FAULT = "fault.";
    private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(1);
    private static final long DELAY_MILLIS = 10;
    private static final long HANG_MILLIS = 10_000;
    private static final long RETURN_MILLIS = 100;

    /// Checks the properties of a configuration.
    ///
    /// @throws IllegalArgumentException that names PID, property, value and what is allowed
    static FaultSettings of(Map<String, ?> properties) {
        RawProperties raw = new RawProperties(properties);
        String wraps = raw.name("wraps");
        String controller = raw.name(ChannelDriver.CONTROLLER);
        if (controller.equals(wraps)) {
            throw raw.refused(ChannelDriver.CONTROLLER, "another name than that of the controller it wraps, or it would wrap itself");
        }
        refuseUnknownFaults(properties.keySet(), raw);
        Map<FaultKind, Rate> rates = new EnumMap<>(FaultKind.class);
        for (FaultKind kind : FaultKind.values()) {
            String key = property(kind);
            if (!raw.isUnset(key)) {
                rates.put(kind, Rate.of(properties.get(key)).orElseThrow(() -> raw.refused(key, Rate.ALLOWED)));
            }
        }
        rates.values().removeIf(Rate::isNever);
        return new FaultSettings(wraps, controller, raw.wholeNumber("seed", Long.MIN_VALUE, Long.MAX_VALUE, 1), rates,
                Optional.ofNullable(raw.choice("throws.in", Call.class, null)), millis(raw, "delay.millis", 0, DELAY_MILLIS),
                millis(raw, "hang.millis", 1, HANG_MILLIS), raw.wholeNumber("return.millis", 0, LONGEST_MILLIS, RETURN_MILLIS));
    }

    /// A misspelt fault would be a test that passes for nothing.
    private static void refuseUnknownFaults(Collection<String> keys, RawProperties raw) {
        List<String> known = Arrays.stream(FaultKind.values()).map(FaultSettings::property).toList();
        for (String key : keys) {
            if (key.startsWith(FAULT) && !known.contains(key)) {
                throw raw.refused(key, "a fault that there is: " + String.join(", ", known));
            }
        }
    }

    /// The property that says the rate of a fault.
    static String property(FaultKind kind) {
        return FAULT + kind.name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static long millis(RawProperties raw, String key, long min, long unset) {
        return TimeUnit.MILLISECONDS.toNanos(raw.wholeNumber(key, min, LONGEST_MILLIS, unset));
    }

    FaultPlan plan() {
        return new FaultPlan(seed, controller, rates, throwsIn);
    }
}
