package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.SwapPolicy;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferResult;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.engine.Engine;
import org.dmaengine.core.stubs.Answer;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.ForwardingDriver;
import org.dmaengine.core.stubs.Hang;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.core.stubs.StepDriver;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.ChannelHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        begin();
        loss.comes.accept(this);
        expectFree();
    }

    @Test
    @DisplayName("also of a lease that is given up while its driver takes leave: a poll, for example, may be in its way")
    void shouldBeFreeThoughSomebodyOwnsTheChannel() {
        begin();
        detach();
        Stepper left = channel.attachment().stepper();
        assertTrue(left.hold(soon()));
        Client<Boolean> giving = Client.calls("giving up", () -> channel.giveUp("no replacement has come"));
        Patience.untilParked(giving.thread());
        left.release();
        assertTrue(giving.answer());
        expectFree();
    }

    @Test
    @DisplayName("also while a replacement that has left meanwhile is being closed again")
    void shouldBeFreeThoughAReplacementTakesItsTime() {
        begin();
        detach();
        Hang open = new Hang((_, _) -> 0);
        Hang close = new Hang((_, _) -> 0);
        StepDriver driver = new StepDriver(bench.driver.capabilities(), bench.driver.engine()).plan(DriverCall.CLOSE, close);
        Attachment next = channel.attachment(new Binding("dma1chan0", new ForwardingDriver(driver) {
            @Override
            public void open(ChannelHost host) {
                super.open(host);
                open.give(null, 0);
            }
        }, new Engine(driver.engine()), bench.device, driver.capabilities(), new Totals()));
        Client<Void> attaching = Client.does("attaching", () -> channel.attach(next, LeaseTerms.NONE));
        open.awaitInside();
        Client<Departure> leaving = Client.calls("leaving", () -> channel.detach(next, "it leaves, too", System.nanoTime(), soon(), _ -> () -> { }));
        Patience.until(next::hasLeft, "the replacement leaves");
        open.release();
        close.awaitInside();
        assertTrue(channel.giveUp("no replacement has come"));
        expectFree();
        close.release();
        leaving.answer();
        assertThrows(DmaException.ChannelGone.class, attaching::answer);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("what ends while the driver that leaves is being closed is free when that has returned, or thrown")
    void shouldBeFreeWhenTheDriverHasBeenClosed(boolean inVain) {
        begin();
        Hang close = new Hang(inVain ? Answer.thrown(new ArithmeticException("a driver's mistake")) : (_, _) -> 0);
        bench.driver.plan(DriverCall.CLOSE, close);
        Client<Void> leaving = Client.does("leaving", this::detach);
        close.awaitInside();
        Client<Boolean> giving = Client.calls("giving up", () -> channel.giveUp("no replacement has come"));
        Patience.untilParked(giving.thread());
        close.release();
        leaving.answer();
        assertTrue(giving.answer());
        expectFree();
    }

    @Test
    @Clause("TRM-16")
    @DisplayName("synchronize waits for what was terminated while the driver that leaves was being closed, and for nothing else")
    void shouldBeFreeWhenItWasTerminatedMeanwhile() {
        begin();
        Hang close = new Hang((_, _) -> 0);
        bench.driver.plan(DriverCall.CLOSE, close);
        Client<Void> leaving = Client.does("leaving", this::detach);
        close.awaitInside();
        channel.terminateAsync();
        close.release();
        leaving.answer();
        assertDoesNotThrow(channel::synchronize);
    }

    @Test
    @Clause("RUS-03")
    @DisplayName("a reusable descriptor without a callback has come back when a poll says that it has ended")
    void shouldGiveADescriptorBackBeforeAPollSaysSo() {
        for (int round = 0; round < 300; round++) {
            try (Bench broken = Bench.of(ChannelCapabilities.of(Capability.MEMCPY).reuse(true))) {
                broken.owner.hasReplacements();
                DmaDescriptor descriptor = broken.channel.prepareMemcpy(broken.zeroes(LENGTH), 0, broken.pattern(LENGTH), 0, LENGTH).reusable(true);
                long cookie = descriptor.submit();
                broken.issueAndMove(MOVED);
                Client<Long> client = Client.calls("client", () -> {
                    while (!broken.channel.hasEnded(cookie)) {
                        Thread.onSpinWait();
                    }
                    return descriptor.submit();
                });
                broken.driver.plan(DriverCall.STEP, Answer.thrown(new ArithmeticException("a driver's mistake")));
                broken.driver.host().wake();
                broken.run();
                assertEquals(cookie + 1, client.answer());
            }
        }
    }

    private void begin() {
        bench.owner.hasReplacements();
        channel.swapPolicy(SwapPolicy.STOP);
        channel.prepareMemcpy(to, 0, from, 0, LENGTH, TransferFlag.INTERRUPT).onComplete((CompletionCallback) this::ended).submit();
        bench.issueAndMove(MOVED);
        bench.completers.atOnce();
    }

    private void expectFree() {
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
