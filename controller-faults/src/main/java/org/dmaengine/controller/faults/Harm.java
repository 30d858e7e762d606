package org.dmaengine.controller.faults;

import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.TransferFault;

/// What is done to a transfer in a step that it does not get over. For whoever calls the driver.
final class Harm {
    /// The driver that does the work.
    interface Worker {
        /// Moves some bytes.
        long move(Victim victim, long most);

        /// Lets go of a transfer, if it has it; answers bytes that it delivers meanwhile.
        long takeOut(Victim victim);
    }

    private final Worker worker;
    private final Hangs hangs;
    private final Runnable disappear;

    Harm(Worker worker, Hangs hangs, Runnable disappear) {
        this.worker = worker;
        this.hangs = hangs;
        this.disappear = disappear;
    }

    /// Does it.
    ///
    /// @return what the step answers
    long inStep(Victim victim, long limit, ChannelHost host) {
        return switch (victim.fate().harm()) {
            case SHORT_TRANSFER -> {
                long bytes = worker.takeOut(victim);
                victim.transfer().end();
                yield bytes;
            }
            case TRANSFER_FAULT -> {
                long bytes = worker.takeOut(victim);
                throw victim.fate().choice(2) == 0 ? TransferFault.read(bytes, "injected: the source fails", null)
                        : TransferFault.write(bytes, "injected: the destination fails", null);
            }
            case LOST_COMPLETION, LATE_COMPLETION -> {
                victim.isStuck = true;
                host.waitsFor("a completion that has been lost (injected)");
                yield 0;
            }
            case HANG -> {
                hangs.hang();
                host.wake(); // if the core has not given up, it goes on
                yield 0;
            }
            case DISAPPEARANCE -> {
                disappear.run();
                yield someOrNone(victim, limit);
            }
            case DUPLICATE_COMPLETION -> limit + 1;
            default -> {
                someOrNone(victim, limit); // what it moves before it throws does not count
                breakIn(victim, Call.STEP);
                yield 0;
            }
        };
    }

    private long someOrNone(Victim victim, long limit) {
        return victim.fate().choice(2) == 0 ? 0 : worker.move(victim, victim.most(limit));
    }

    /// Throws what the plan says; nothing if it is something else.
    static void breakIn(Victim victim, Call call) {
        String what = "injected in " + call.method();
        switch (victim.fate().harm()) {
            case EXCEPTION -> throw new IllegalStateException(what);
            case ERROR -> throw switch (victim.fate().choice(3)) {
                case 0 -> new NoClassDefFoundError(what);
                case 1 -> new StackOverflowError(what);
                default -> new AssertionError(what);
            };
            default -> { }
        }
    }
}
