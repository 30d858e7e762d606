package org.dmaengine.endpoints.serial;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The system calls of Linux that a line needs: the one class of this bundle with restricted methods.
///
/// Each call answers as the kernel does: the result, or the negative error number ([Errno]). The constants are those of the generic ABI, which
/// x86-64 and aarch64 share.
final class LinuxCalls {
    static final int O_RDWR = 0x2;
    static final int O_NOCTTY = 0x100;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    static final int LOCK_EX = 2;
    static final int LOCK_NB = 4;
    static final int TCSBRK = 0x5409;
    static final int TCFLSH = 0x540b;
    static final int TCGETS2 = 0x802c542a;
    static final int TCSETS2 = 0x402c542b;
    static final int POLLIN = 1;
    static final int POLLOUT = 4;

    private static final Set<String> PROCESSORS = Set.of("amd64", "aarch64");
    private static final int LONGEST = 1 << 16;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int ENTRY = 8; // struct pollfd: int fd, short events, short revents
    private static final int EVENTS = 4;
    private static final int RETURNED = 6;
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private static LinuxCalls loaded; // guarded by the class

    private final MethodHandle open;
    private final MethodHandle close;
    private final MethodHandle read;
    private final MethodHandle write;
    private final MethodHandle ioctl;
    private final MethodHandle ppoll;
    private final MethodHandle eventfd;
    private final MethodHandle flock;

    private LinuxCalls(Linker linker) {
        Linker.Option variadic = Linker.Option.firstVariadicArg(2);
        open = handle(linker, "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT), variadic);
        close = handle(linker, "close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        read = handle(linker, "read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
        write = handle(linker, "write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
        ioctl = handle(linker, "ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), variadic);
        ppoll = handle(linker, "ppoll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS));
        eventfd = handle(linker, "eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
        flock = handle(linker, "flock", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(Linker linker, String name, FunctionDescriptor type, Linker.Option... more) {
        Linker.Option[] options = new Linker.Option[more.length + 1];
        System.arraycopy(more, 0, options, 0, more.length);
        options[more.length] = Linker.Option.captureCallState("errno");
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, options);
    }

    /// The calls.
    ///
    /// @throws IOException if this is another system, or this JVM denies native access
    static synchronized LinuxCalls available() throws IOException {
        requireSystem(System.getProperty("os.name"), System.getProperty("os.arch"));
        try {
            if (loaded == null) {
                loaded = new LinuxCalls(Linker.nativeLinker());
            }
            return loaded;
        } catch (IllegalCallerException e) {
            throw new IOException("serial lines need native access, which this JVM denies; start it with --enable-native-access=ALL-UNNAMED", e);
        }
    }

    /// @throws IOException if the calls are not those of this system
    static void requireSystem(String name, String processor) throws IOException {
        if (!name.equals("Linux") || !PROCESSORS.contains(processor)) {
            throw new IOException("serial lines work on Linux on x86-64 or aarch64; this is " + name + " on " + processor
                    + ". Connect through tcp: to a program that has the line, such as ser2net");
        }
    }

    int open(String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path);
            return retried(state -> (int) open.invokeExact(state, name, flags, 0));
        }
    }

    /// Closes the file, whatever happens.
    void close(int file) {
        once(state -> (int) close.invokeExact(state, file));
    }

    int read(int file, ByteBuffer target) {
        try (Arena arena = Arena.ofConfined()) {
            long length = Math.min(target.remaining(), LONGEST);
            MemorySegment bytes = arena.allocate(length);
            int read = retried(state -> (int) (long) this.read.invokeExact(state, file, bytes, length));
            target.put(bytes.asSlice(0, Math.max(read, 0)).asByteBuffer());
            return read;
        }
    }

    int write(int file, ByteBuffer source) {
        try (Arena arena = Arena.ofConfined()) {
            long length = Math.min(source.remaining(), LONGEST);
            MemorySegment bytes = arena.allocate(length).copyFrom(MemorySegment.ofBuffer(source).asSlice(0, length));
            int written = retried(state -> (int) (long) this.write.invokeExact(state, file, bytes, length));
            source.position(source.position() + Math.max(written, 0));
            return written;
        }
    }

    int control(int file, int request, int argument) {
        return control(file, request, MemorySegment.ofAddress(argument));
    }

    /// With a structure, which is given and comes back.
    int control(int file, int request, byte[] structure) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(structure.length, Long.BYTES).copyFrom(MemorySegment.ofArray(structure));
            int result = control(file, request, memory);
            MemorySegment.copy(memory, JAVA_BYTE, 0, structure, 0, structure.length);
            return result;
        }
    }

    private int control(int file, int request, MemorySegment argument) {
        return retried(state -> (int) ioctl.invokeExact(state, file, Integer.toUnsignedLong(request), argument));
    }

    /// Waits until the file is ready for the events, the bell has something to read, or the time is over.
    ///
    /// @param file  negative for none
    /// @param nanos negative for ever
    /// @return the file's events that have come
    int poll(int file, int events, int bell, long nanos) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entries = arena.allocate(2 * ENTRY, Long.BYTES);
            entries.set(JAVA_INT, 0, file);
            entries.set(JAVA_SHORT, EVENTS, (short) events);
            entries.set(JAVA_INT, ENTRY, bell);
            entries.set(JAVA_SHORT, ENTRY + EVENTS, (short) POLLIN);
            MemorySegment time = nanos < 0 ? MemorySegment.NULL : arena.allocateFrom(JAVA_LONG, nanos / SECOND, nanos % SECOND);
            int result = once(state -> (int) ppoll.invokeExact(state, entries, 2L, time, MemorySegment.NULL));
            return result == -Errno.EINTR ? 0 : result < 0 ? result : entries.get(JAVA_SHORT, RETURNED);
        }
    }

    int eventfd() {
        return once(state -> (int) eventfd.invokeExact(state, 0, O_NONBLOCK | O_CLOEXEC));
    }

    int flock(int file, int operation) {
        return retried(state -> (int) flock.invokeExact(state, file, operation));
    }

    private interface Call {
        int with(MemorySegment state) throws Throwable;
    }

    private static int retried(Call call) {
        int result;
        do {
            result = once(call);
        } while (result == -Errno.EINTR);
        return result;
    }

    private static int once(Call call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int result = call.with(state);
            return result >= 0 ? result : -state.get(JAVA_INT, ERRNO);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a system call threw", e);
        }
    }
}
