package org.dmaengine.core.channel;

import java.util.List;
import java.util.stream.Stream;
import org.dmaengine.spi.ChannelDriver;

/// The last call of a driver, as the channel's owner began it. Others look at it when it does not return: then nothing exact is to
/// be had.
final class CallUnderWay {
    private final String driverClass;
    private long cookie;
    private long most;

    CallUnderWay(ChannelDriver driver) {
        this.driverClass = driver.getClass().getName();
    }

    /// A call about this transfer begins, which can move so many bytes.
    void begins(long itsCookie, long bytes) {
        cookie = itsCookie;
        most = bytes;
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
