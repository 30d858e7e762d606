package org.dmaengine.endpoints.serial;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The settings of a line (`struct termios2` of the kernel's generic ABI, which x86-64 and aarch64 share). Immutable.
///
/// ```text
///  0        4        8        12       16  17            36       40       44
///  | iflag  | oflag  | cflag  | lflag  | l | cc[19]      | ispeed | ospeed |     int where not said otherwise
/// ```
final class LineSettings {
    /// Bytes of the structure.
    static final int BYTES = 44;

    private static final int INPUT = 0;
    private static final int OUTPUT = 4;
    private static final int CONTROL = 8;
    private static final int LOCAL = 12;
    private static final int CHARACTERS = 17;
    private static final int INPUT_SPEED = 36;
    private static final int OUTPUT_SPEED = 40;
    private static final int VTIME = 5;
    private static final int VMIN = 6;

    // iflag
    private static final int IGNBRK = 0x1;
    private static final int BRKINT = 0x2;
    private static final int IGNPAR = 0x4;
    private static final int PARMRK = 0x8;
    private static final int INPCK = 0x10;
    private static final int ISTRIP = 0x20;
    private static final int INLCR = 0x40;
    private static final int IGNCR = 0x80;
    private static final int ICRNL = 0x100;
    private static final int IUCLC = 0x200;
    private static final int IXON = 0x400;
    private static final int IXANY = 0x800;
    private static final int IXOFF = 0x1000;
    private static final int IMAXBEL = 0x2000;
    private static final int IUTF8 = 0x4000;
    // oflag
    private static final int OPOST = 0x1;
    // cflag
    private static final int CBAUD = 0x100f;
    private static final int BOTHER = 0x1000;
    private static final int CSIZE = 0x30;
    private static final int CS8 = 0x30;
    private static final int CSTOPB = 0x40;
    private static final int CREAD = 0x80;
    private static final int PARENB = 0x100;
    private static final int PARODD = 0x200;
    private static final int CLOCAL = 0x800;
    private static final int CIBAUD = CBAUD << 16;
    private static final int CMSPAR = 0x40000000;
    private static final int CRTSCTS = 0x80000000;
    // lflag
    private static final int ISIG = 0x1;
    private static final int ICANON = 0x2;
    private static final int ECHO = 0x8;
    private static final int ECHONL = 0x40;
    private static final int IEXTEN = 0x8000;

    private final byte[] bytes;

    private LineSettings(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Those of the structure in these bytes.
    static LineSettings of(byte[] structure) {
        if (structure.length != BYTES) {
            throw new IllegalArgumentException(structure.length + " bytes are no termios2, which has " + BYTES);
        }
        return new LineSettings(structure.clone());
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /// The same line without any processing: each byte value passes as it is, both ways (`cfmakeraw`), whatever a modem's carrier
    /// says, with the framing, flow control and rate that the options name. A rate of 0 leaves the line's.
    LineSettings raw(LineOptions options) {
        ByteBuffer raw = buffer(bytes());
        change(raw, INPUT, IGNBRK | BRKINT | IGNPAR | PARMRK | INPCK | ISTRIP | INLCR | IGNCR | ICRNL | IUCLC | IXON | IXANY | IXOFF | IMAXBEL | IUTF8,
                options.flow() == LineOptions.Flow.XONXOFF ? IXON | IXOFF : 0);
        change(raw, OUTPUT, OPOST, 0);
        change(raw, LOCAL, ECHO | ECHONL | ICANON | ISIG | IEXTEN, 0);
        change(raw, CONTROL, CSIZE | CSTOPB | PARENB | PARODD | CMSPAR | CRTSCTS, CS8 | CREAD | CLOCAL | framing(options));
        raw.put(CHARACTERS + VMIN, (byte) 1).put(CHARACTERS + VTIME, (byte) 0);
        if (options.baud() != 0) {
            change(raw, CONTROL, CBAUD | CIBAUD, BOTHER | BOTHER << 16);
            raw.putInt(INPUT_SPEED, options.baud()).putInt(OUTPUT_SPEED, options.baud());
        }
        return new LineSettings(raw.array());
    }

    /// The rate at which it sends.
    int outputSpeed() {
        return buffer(bytes).getInt(OUTPUT_SPEED);
    }

    private static int framing(LineOptions options) {
        return (options.twoStopBits() ? CSTOPB : 0) | (options.flow() == LineOptions.Flow.RTSCTS ? CRTSCTS : 0) | switch (options.parity()) {
            case NONE -> 0;
            case EVEN -> PARENB;
            case ODD -> PARENB | PARODD;
        };
    }

    private static void change(ByteBuffer settings, int flags, int off, int on) {
        settings.putInt(flags, settings.getInt(flags) & ~off | on);
    }

    private static ByteBuffer buffer(byte[] structure) {
        return ByteBuffer.wrap(structure).order(ByteOrder.nativeOrder());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LineSettings that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        ByteBuffer all = buffer(bytes);
        return "iflag %x oflag %x cflag %x lflag %x at %d".formatted(all.getInt(INPUT), all.getInt(OUTPUT), all.getInt(CONTROL),
                all.getInt(LOCAL), outputSpeed());
    }
}
