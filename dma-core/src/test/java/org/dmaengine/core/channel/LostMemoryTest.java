package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.CompletionCallback;
import org.dmaengine.SwapPolicy;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferResult;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Answer;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A transfer that is lost with its driver has its memory free when its client hears of it, however fast that is: what has arrived is there
/// as soon as the callback has closed the mapping, also where the memory is bounced.
class LostMemoryTest {
    private static final int LENGTH = 64;
    private static final int MOVED = 10;

    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY).nativeMemory(true));
    private final VirtualChannel channel = bench.channel;
    private final byte[] memory = new byte[LENGTH];
    private final Mapping from = bench.pattern(LENGTH);
    private final Mapping to = channel.mapper().map(MemorySegment.ofArray(memory), MapDirection.FROM_DEVICE);
    private final List<TransferResult> results = Collections.synchronizedList(new ArrayList<>());
    private final List<byte[]> seen = Collections.synchronizedList(new ArrayList<>());

    /// How a transfer ends with its driver.
    private enum Loss {
        THROWS(test -> {
            test.bench.driver.plan(DriverCall.STEP, Answer.thrown(new ArithmeticException("a driver's mistake")));
            test.bench.driver.host().wake();
            test.bench.run();
        }),
        LEAVES_AND_THE_POLICY_IS_FAIL(test -> {
            test.channel.swapPolicy(SwapPolicy.FAIL);
            test.detach();
        }),
        LEAVES_AND_NO_OTHER_COMES(test -> {
            test.channel.swapPolicy(SwapPolicy.STOP);
            test.detach();
            test.channel.giveUp("no replacement has come");
        }),
        LEAVES_WITH_THE_ENGINE(test -> test.channel.depart("the engine stops", soon()));

        private final Consumer<LostMemoryTest> comes;

        Loss(Consumer<LostMemoryTest> comes) {
            this.comes = comes;
        }
    }

    @AfterEach
    void release() {
        bench.close();
    }

    @ParameterizedTest
    @EnumSource
    @Clause("DIFF-05")
    void shouldBeFreeWhenTheCallbackRuns(Loss loss) {
        bench.owner.hasReplacements();
        channel.prepareMemcpy(to, 0, from, 0, LENGTH, TransferFlag.INTERRUPT).onComplete((CompletionCallback) this::ended).submit();
        bench.issueAndMove(MOVED);
        bench.completers.atOnce();
        loss.comes.accept(this);
        assertEquals(MOVED, results.getFirst().transferred());
        assertArrayEquals(Arrays.copyOf(Bench.patternBytes(0, MOVED), LENGTH), seen.getFirst());
    }

    private void ended(TransferResult result) {
        results.add(result);
        to.close();
        seen.add(memory.clone());
    }

    private void detach() {
        channel.detach(channel.attachment(), "it leaves", System.nanoTime(), soon(), _ -> () -> { });
    }

    private static long soon() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    }
}
