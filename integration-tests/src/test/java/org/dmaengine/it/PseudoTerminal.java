package org.dmaengine.it;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/// A pair of pseudo-terminals; the test has the master, whose reads and writes block, but never longer than [#PATIENCE]. The same
/// as in the tests of endpoints-serial, since the container has only what is in this module.
final class PseudoTerminal implements AutoCloseable {
    static final int PATIENCE = 10_000;

    private static final int O_RDWR_NOCTTY = 0x2 | 0x100;
    private static final int NAME = 64;
    private static final short POLLIN = 1;
    private static final short POLLOUT = 4;
    private static final MethodHandle OPEN = handle("posix_openpt", JAVA_INT, JAVA_INT);
    private static final MethodHandle GRANT = handle("grantpt", JAVA_INT, JAVA_INT);
    private static final MethodHandle UNLOCK = handle("unlockpt", JAVA_INT, JAVA_INT);
    private static final MethodHandle NAME_OF = handle("ptsname_r", JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle POLL = handle("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle READ = handle("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle WRITE = handle("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle CLOSE = handle("close", JAVA_INT, JAVA_INT);

    private final int master;
    private final String path;
    private boolean closed;

    private PseudoTerminal(int master, String path) {
        this.master = master;
        this.path = path;
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(String name, ValueLayout result, ValueLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    static PseudoTerminal open() {
        try (Arena arena = Arena.ofConfined()) {
            int master = succeeded((int) OPEN.invokeExact(O_RDWR_NOCTTY));
            succeeded((int) GRANT.invokeExact(master));
            succeeded((int) UNLOCK.invokeExact(master));
            MemorySegment name = arena.allocate(NAME);
            succeeded((int) NAME_OF.invokeExact(master, name, (long) NAME));
            return new PseudoTerminal(master, name.getString(0));
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static int succeeded(int result) {
        if (result < 0) {
            throw new AssertionError("the pseudo-terminal's system call failed");
        }
        return result;
    }

    /// The side that a program opens.
    String path() {
        return path;
    }

    /// Waits for something to read, and reads what there is.
    byte[] read() {
        try (Arena arena = Arena.ofConfined()) {
            waitFor(arena, POLLIN);
            MemorySegment bytes = arena.allocate(1 << 16);
            int read = succeeded((int) (long) READ.invokeExact(master, bytes, bytes.byteSize()));
            return bytes.asSlice(0, read).toArray(JAVA_BYTE);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    byte[] read(int length) {
        byte[] all = new byte[0];
        while (all.length < length) {
            byte[] more = read();
            int before = all.length;
            all = Arrays.copyOf(all, before + more.length);
            System.arraycopy(more, 0, all, before, more.length);
        }
        return all;
    }

    /// Writes all of it, as fast as it is taken.
    void write(byte... bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment all = arena.allocate(bytes.length).copyFrom(MemorySegment.ofArray(bytes));
            long written = 0;
            while (written < bytes.length) {
                waitFor(arena, POLLOUT);
                MemorySegment rest = all.asSlice(written, Math.min(bytes.length - written, 512));
                written += succeeded((int) (long) WRITE.invokeExact(master, rest, rest.byteSize()));
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private void waitFor(Arena arena, short events) throws Throwable {
        MemorySegment entry = arena.allocate(JAVA_LONG);
        entry.set(JAVA_INT, 0, master);
        entry.set(ValueLayout.JAVA_SHORT, Integer.BYTES, events);
        if ((int) POLL.invokeExact(entry, 1L, PATIENCE) == 0) {
            throw new AssertionError("nothing happened on " + path + " in " + PATIENCE + " ms");
        }
    }

    /// Hangs up.
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                succeeded((int) CLOSE.invokeExact(master));
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }
    }
}
