package org.dmaengine.endpoints.serial;

import static org.dmaengine.endpoints.serial.LinuxCalls.LOCK_EX;
import static org.dmaengine.endpoints.serial.LinuxCalls.LOCK_NB;
import static org.dmaengine.endpoints.serial.LinuxCalls.O_CLOEXEC;
import static org.dmaengine.endpoints.serial.LinuxCalls.O_NOCTTY;
import static org.dmaengine.endpoints.serial.LinuxCalls.O_NONBLOCK;
import static org.dmaengine.endpoints.serial.LinuxCalls.O_RDWR;
import static org.dmaengine.endpoints.serial.LinuxCalls.POLLIN;
import static org.dmaengine.endpoints.serial.LinuxCalls.POLLOUT;
import static org.dmaengine.endpoints.serial.LinuxCalls.TCFLSH;
import static org.dmaengine.endpoints.serial.LinuxCalls.TCGETS2;
import static org.dmaengine.endpoints.serial.LinuxCalls.TCSBRK;
import static org.dmaengine.endpoints.serial.LinuxCalls.TCSETS2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// A [Terminal] on Linux.
///
/// The settings go through the kernel's own `TCGETS2` and `TCSETS2`, not through `tcsetattr`: they take any rate, and their structure is the
/// kernel's ABI, whereas what `cfsetospeed` takes for a rate has changed with version 2.42 of the C library. The file is opened without
/// blocking, so that a thread waits in `poll` alone, where a [Terminal.Bell] reaches it.
final class LinuxTerminal implements Terminal {
    private static final int NO_FILE = -1;
    private static final int OUTPUT_QUEUE = 1; // TCOFLUSH
    private static final int WITHOUT_BREAK = 1; // makes TCSBRK a tcdrain

    private static final int MAJOR_SHIFT = 8;
    private static final int MAJOR_MASK = 0xfff;
    private static final int FIRST_PSEUDO = 136; // UNIX98_PTY_SLAVE_MAJOR, eight of them
    private static final int LAST_PSEUDO = 143;

    private final LinuxCalls calls;
    private final int file;
    private final boolean pseudo;

    private LinuxTerminal(LinuxCalls calls, int file, boolean pseudo) {
        this.calls = calls;
        this.file = file;
        this.pseudo = pseudo;
    }

    /// Opens a line, which no other program that asks may have then.
    ///
    /// @throws IOException if it is no line, or not to be had, or native access is not
    static LinuxTerminal open(String path) throws IOException {
        LinuxCalls calls = LinuxCalls.available();
        int file = calls.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
        if (file < 0) {
            throw Errno.exception("opening it", -file);
        }
        try {
            LinuxTerminal terminal = new LinuxTerminal(calls, file, isPseudo(Path.of(path)));
            terminal.settings();
            terminal.lock();
            return terminal;
        } catch (IOException | RuntimeException e) {
            calls.close(file);
            throw e;
        }
    }

    private static boolean isPseudo(Path path) throws IOException {
        long device = ((Number) Files.getAttribute(path, "unix:rdev")).longValue();
        long major = device >> MAJOR_SHIFT & MAJOR_MASK;
        return major >= FIRST_PSEUDO && major <= LAST_PSEUDO;
    }

    @Override
    public boolean isPseudo() {
        return pseudo;
    }

    /// An advisory lock, as other programs for serial lines take it; unlike `TIOCEXCL` it goes with the process, however that ends.
    private void lock() throws IOException {
        int result = calls.flock(file, LOCK_EX | LOCK_NB);
        if (result == -Errno.EAGAIN) {
            throw new IOException("another program has locked the line; end it first");
        }
        checked("locking it", result);
    }

    @Override
    public LineSettings settings() throws IOException {
        byte[] structure = new byte[LineSettings.BYTES];
        checked("reading its settings", calls.control(file, TCGETS2, structure));
        return LineSettings.of(structure);
    }

    @Override
    public void settings(LineSettings settings) throws IOException {
        checked("changing its settings", calls.control(file, TCSETS2, settings.bytes()));
    }

    @Override
    public Bell bell() throws IOException {
        return new EventBell(calls, checked("making its bell", calls.eventfd()));
    }

    @Override
    public boolean await(Readiness readiness, Bell bell) throws IOException {
        return poll(file, readiness == Readiness.INPUT ? POLLIN : POLLOUT, bell, -1);
    }

    @Override
    public void pass(Bell bell, long nanos) throws IOException {
        poll(NO_FILE, 0, bell, nanos);
    }

    private boolean poll(int waitedFor, int events, Bell bell, long nanos) throws IOException {
        return checked("waiting for it", calls.poll(waitedFor, events, ((EventBell) bell).event, nanos)) != 0;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int read = calls.read(file, target);
        if (read == 0 && target.hasRemaining()) {
            throw new HungUpException(); // without bytes a raw line says EAGAIN: this is its end
        }
        return read == -Errno.EAGAIN ? 0 : checked("reading", read);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int written = calls.write(file, source);
        return written == -Errno.EAGAIN ? 0 : checked("writing", written);
    }

    @Override
    public void drain() throws IOException {
        checked("waiting until all is sent", calls.control(file, TCSBRK, WITHOUT_BREAK));
    }

    @Override
    public void discardOutput() throws IOException {
        checked("dropping what is not sent", calls.control(file, TCFLSH, OUTPUT_QUEUE));
    }

    private int checked(String doing, int result) throws IOException {
        if (result >= 0) {
            return result;
        }
        throw Errno.isHangUp(-result) ? new HungUpException() : Errno.exception(doing, -result);
    }

    @Override
    public void close() {
        calls.close(file);
    }

    /// An `eventfd`, which `poll` watches beside the line.
    private record EventBell(LinuxCalls calls, int event) implements Bell {
        @Override
        public void ring() {
            calls.write(event, ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(0, 1));
        }

        @Override
        public void close() {
            calls.close(event);
        }
    }
}
