package org.dmaengine.endpoints.serial;

import java.util.Arrays;
import java.util.Locale;

/// What an endpoint says behind its path: `tty:/dev/ttyUSB0,baud=115200,parity=even`.
///
/// @param baud        bits per second; 0 leaves the line's rate, and a pseudo-terminal as fast as it is
/// @param parity      parity bit
/// @param twoStopBits two stop bits rather than one
/// @param flow        who may stop the sender
record LineOptions(int baud, Parity parity, boolean twoStopBits, Flow flow) {
    enum Parity { NONE, EVEN, ODD }

    /// By the wires, by characters (which the data must then not contain), or not at all.
    enum Flow { NONE, RTSCTS, XONXOFF }

    /// 8N1 without flow control, at the line's own rate.
    static final LineOptions PLAIN = new LineOptions(0, Parity.NONE, false, Flow.NONE);

    private static final int DATA_BITS = 8;
    private static final String KNOWN = "baud=RATE, parity=none|even|odd, stop=1|2, flow=none|rtscts|xonxoff";

    /// Reads the options, each `name=value`.
    ///
    /// @throws IllegalArgumentException if one is not known, or its value not allowed
    static LineOptions of(Iterable<String> texts) {
        LineOptions options = PLAIN;
        for (String text : texts) {
            options = options.with(text);
        }
        return options;
    }

    private LineOptions with(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String value = equals < 0 ? "" : text.substring(equals + 1);
        return switch (name) {
            case "baud" -> new LineOptions(rate(value), parity, twoStopBits, flow);
            case "parity" -> new LineOptions(baud, oneOf(Parity.class, name, value), twoStopBits, flow);
            case "stop" -> new LineOptions(baud, parity, stopBits(value) == 2, flow);
            case "flow" -> new LineOptions(baud, parity, twoStopBits, oneOf(Flow.class, name, value));
            default -> throw new IllegalArgumentException("option '" + text + "' is not known; a line takes " + KNOWN);
        };
    }

    /// Bits on the wire for each byte.
    int bitsPerByte() {
        return 1 + DATA_BITS + (parity == Parity.NONE ? 0 : 1) + (twoStopBits ? 2 : 1);
    }

    /// As an endpoint names them.
    @Override
    public String toString() {
        return (baud == 0 ? "the line's own rate" : "baud=" + baud) + ",parity=" + text(parity) + ",stop=" + (twoStopBits ? 2 : 1) + ",flow=" + text(flow);
    }

    private static int rate(String value) {
        try {
            int rate = Integer.parseInt(value);
            if (rate > 0) {
                return rate;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw refused("baud", value, "a whole number of bits per second from 1");
    }

    private static int stopBits(String value) {
        return switch (value) {
            case "1" -> 1;
            case "2" -> 2;
            default -> throw refused("stop", value, "1 or 2");
        };
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, String name, String value) {
        return Arrays.stream(type.getEnumConstants()).filter(constant -> text(constant).equals(value)).findFirst()
                .orElseThrow(() -> refused(name, value, String.join(", ", Arrays.stream(type.getEnumConstants()).map(LineOptions::text).toList())));
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static IllegalArgumentException refused(String name, String value, String allowed) {
        return new IllegalArgumentException("option " + name + "=" + value + " is refused; allowed is " + allowed);
    }
}
