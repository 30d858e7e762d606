package org.dmaengine.core.stubs;

import org.dmaengine.spi.Transfer;

/// What a driver does in one call that the test has planned.
@FunctionalInterface
public interface Answer {
    /// Does it, on the thread that calls the driver.
    ///
    /// @param transfer the transfer of the call, null if there is none
    /// @param limit    the limit of a step; of other calls the bytes that are left
    /// @return bytes moved; of calls that answer nothing, ignored
    long give(Transfer transfer, long limit);

    /// An answer that throws.
    static Answer thrown(Throwable problem) {
        return (transfer, limit) -> {
            throw Answer.<RuntimeException>sneaky(problem);
        };
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaky(Throwable problem) throws T {
        throw (T) problem;
    }
}
