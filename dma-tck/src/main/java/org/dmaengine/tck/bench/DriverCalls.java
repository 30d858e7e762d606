package org.dmaengine.tck.bench;

import java.util.List;
import java.util.concurrent.Callable;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaException;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.TransferFault;

/// The calls of one driver, and what of each is wrong whatever it was made for: it throws, answers what cannot be, uses what is not its to
/// use, or states something else afterwards.
final class DriverCalls {
    private final ChannelDriver driver;
    private final ChannelCapabilities stated;
    private final Calls calls;
    private final Violations violations;

    DriverCalls(ChannelDriver driver, ChannelCapabilities stated, Calls calls, Violations violations) {
        this.driver = driver;
        this.stated = stated;
        this.calls = calls;
        this.violations = violations;
    }

    /// What a driver states of itself: asked at any time, open or not.
    static <T> T stated(String method, Calls calls, Callable<T> question) {
        try {
            return calls.aside(method, question);
        } catch (ConformanceFailure | NotApplicable e) {
            throw e;
        } catch (Throwable thrown) {
            throw new ConformanceFailure(List.of("ChannelDriver." + method), method + "() throws " + thrown + Places.of(thrown)
                    + "; it is asked at any time, and has nothing to refuse", thrown);
        }
    }

    /// One that moves nothing.
    void plain(String method, Runnable call) {
        try {
            calls.make(method, () -> {
                call.run();
                return null;
            });
        } catch (ConformanceFailure | NotApplicable e) {
            throw e;
        } catch (Throwable thrown) {
            throw threw(method, thrown, "there is no reason to");
        }
        violations.surface();
        expectSameStatement(method);
    }

    /// One that may throw; answers what.
    Throwable thrownBy(String method, Runnable call) {
        try {
            calls.make(method, () -> {
                call.run();
                return null;
            });
            return null;
        } catch (ConformanceFailure | NotApplicable e) {
            throw e;
        } catch (Throwable thrown) {
            return thrown;
        }
    }

    /// One that may overlap the others; answers the refusal, null if there is none.
    DmaException.Rejected ask(String method, Runnable question) {
        try {
            calls.aside(method, () -> {
                question.run();
                return null;
            });
            return null;
        } catch (DmaException.Rejected refusal) {
            return refusal;
        } catch (ConformanceFailure | NotApplicable e) {
            throw e;
        } catch (Throwable thrown) {
            throw threw(method, thrown, "a refusal is a DmaException.Rejected");
        } finally {
            violations.surface();
        }
    }

    /// One that may move bytes of a transfer: they are counted.
    ///
    /// @param most bytes that there can be
    long move(String method, Job job, long most, Callable<Long> call) {
        long moved;
        job.transfer().enter();
        try {
            moved = calls.make(method, call);
        } catch (ConformanceFailure | NotApplicable e) {
            throw e;
        } catch (Throwable thrown) {
            moved = failed(method, job, most, thrown);
        } finally {
            job.transfer().leave();
        }
        violations.surface();
        if (moved < 0 || moved > most) {
            throw job.fail(method + " answers " + moved + " bytes; 0 to " + most + " were possible", "ChannelDriver." + method, "ST-11",
                    "PAIN-08");
        }
        job.counts(moved);
        expectSameStatement(method);
        return moved;
    }

    private long failed(String method, Job job, long most, Throwable thrown) {
        if (thrown instanceof TransferFault fault && job.isAllowedToFail()) {
            if (fault.moved() < 0 || fault.moved() > most) {
                throw job.fail("the fault says that " + fault.moved() + " bytes were moved before; 0 to " + most + " were possible",
                        "CB-02", "TransferFault.moved");
            }
            job.fails(fault);
            return fault.moved();
        }
        if (job.isArenaClosed()) {
            job.fails(null);
            letGoWithoutMemory(job);
            return 0;
        }
        throw threw(method, thrown, job + " lacks nothing: no memory and no device has failed");
    }

    /// The memory has failed, and the driver is asked to let go of it; what it throws over that is not its fault.
    private void letGoWithoutMemory(Job job) {
        thrownBy("stop", () -> driver.stop(job.transfer()));
    }

    private static ConformanceFailure threw(String method, Throwable thrown, String although) {
        return new ConformanceFailure(List.of("ChannelDriver." + method, "CB-02"), method + " throws " + thrown + Places.of(thrown)
                + ", although " + although
                + "; but for a TransferFault, whatever is thrown is a defect, and the core does not use the channel again",
                thrown);
    }

    private void expectSameStatement(String method) {
        ChannelCapabilities now = stated("capabilities", calls, driver::capabilities);
        if (!stated.equals(now)) {
            throw ConformanceFailure.of("after " + method + " capabilities() answers " + now + ", before it was " + stated
                    + "; the answer must never change", "ChannelDriver.capabilities", "SCAP-04");
        }
    }
}
