package org.dmaengine.core.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.stream.Stream;
import org.dmaengine.spi.ChannelDriver;

/// The last call of a driver, as the channel's owner began it. Others look at it when it does not return: then nothing exact is to
/// be had.
final class CallUnderWay {
    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(CallUnderWay.class, "count", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String driverClass;
    private long cookie;
    private long most;
    private long count;

    CallUnderWay(ChannelDriver driver) {
        this.driverClass = driver.getClass().getName();
    }

    /// A call about this transfer begins, which can move so many bytes.
    void begins(long itsCookie, long bytes) {
        COUNT.setOpaque(this, count + 1);
        cookie = itsCookie;
        most = bytes;
    }

    /// Calls so far. Any thread.
    long count() {
        return (long) COUNT.getOpaque(this);
    }

    /// What it may have touched.
    Touched touched() {
        return new Touched(cookie, most);
    }

    /// Where in the driver the thread is that makes it, for people; empty if it cannot be seen.
    String placeOf(Thread caller) {
        List<StackTraceElement> frames = Stream.of(caller.getStackTrace())
                .filter(frame -> frame.getClassName().equals(driverClass)).toList();
        return frames.isEmpty() ? "" : " (" + frames.getLast().getMethodName() + ", at " + frames.getFirst() + ")";
    }
}
