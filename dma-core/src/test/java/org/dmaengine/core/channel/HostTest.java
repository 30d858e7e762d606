package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.SlaveConfig;
import org.dmaengine.core.engine.Engine;
import org.dmaengine.core.engine.Timers;
import org.dmaengine.core.mapping.DmaDevice;
import org.dmaengine.core.stubs.Answer;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.HandCompleters;
import org.dmaengine.core.stubs.RecordingLog;
import org.dmaengine.core.stubs.StepDriver;
import org.dmaengine.core.stubs.StubOwner;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a driver asks of its host: the next turn before others, a turn at a time, a turn soon. Channels share one engine whose clock
/// the test moves.
class HostTest {
    private static final ChannelCapabilities CAPABILITIES = ChannelCapabilities.of(Capability.SLAVE).directions(Direction.MEM_TO_DEV)
            .pause(true, true).build();

    private final EngineSpec spec = EngineSpec.device("shared");
    private final AtomicLong time = new AtomicLong(1_000);
    private final Engine engine = new Engine(spec, time::get);
    private final DmaDevice device = new DmaDevice("shared", false, true, text -> { });
    @AutoClose
    private final HandCompleters completers = new HandCompleters();
    private final List<VirtualChannel> open = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();

    private final class Line {
        private final StepDriver driver = new StepDriver(CAPABILITIES, spec);
        private final VirtualChannel channel;

        Line(String name) {
            channel = new VirtualChannel(new Binding(name, driver, engine, device, CAPABILITIES, new Totals()), "test", "", new StubOwner(), completers, Timers.byHand(() -> 0),
                    64, new RecordingLog().logger());
            channel.open(LeaseTerms.NONE);
            channel.configure(SlaveConfig.builder().build());
            open.add(channel);
        }

        Line begins(int length) {
            channel.prepareSlaveSingle(channel.mapper().allocate(length), 0, length, Direction.MEM_TO_DEV).submit();
            channel.issuePending();
            return this;
        }

        /// Takes so many bursts of 4 bytes.
        Line bursts(int count) {
            for (int i = 0; i < count; i++) {
                step((transfer, limit) -> driver.move(transfer, 4));
            }
            return this;
        }

        Line step(Answer answer) {
            driver.plan(DriverCall.STEP, (transfer, limit) -> {
                steps.add(channel.name());
                return answer.give(transfer, limit);
            });
            return this;
        }
    }

    @AfterEach
    void close() {
        open.forEach(VirtualChannel::close);
    }

    private void run() {
        while (engine.round()) {
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("D1 lines share the engine burst by burst, the more urgent one first, and the other one is not forgotten")
    void shouldServeTheMoreUrgentLineFirst() {
        Line plain = new Line("plain").begins(40).bursts(10);
        Line urgent = new Line("urgent").begins(40).bursts(10);
        urgent.driver.host().priority(3);
        run();
        assertEquals(10, steps.stream().filter("plain"::equals).count());
        assertEquals(List.of("urgent", "urgent", "urgent", "urgent", "urgent", "urgent", "urgent", "plain", "urgent", "urgent", "urgent", "plain"),
                steps.subList(0, 12));
        assertTrue(plain.channel.hasEnded(1) && urgent.channel.hasEnded(1));
    }

    @Test
    void shouldServeLinesOfOnePriorityInTurn() {
        new Line("a").begins(12).bursts(3);
        new Line("b").begins(12).bursts(3);
        run();
        assertEquals(List.of("a", "b", "a", "b", "a", "b"), steps);
    }

    @Test
    @DisplayName("a quiet line is stepped at the time it asked for, once, not before")
    void shouldBeSteppedAtItsTime() {
        Line line = new Line("a").begins(40);
        line.step((transfer, limit) -> {
            line.driver.host().wakeAt(line.driver.host().nanoTime() + 100);
            return 0;
        }).step((transfer, limit) -> 0);
        run();
        time.set(1_099);
        run();
        assertEquals(1, steps.size());
        time.set(1_100);
        run();
        time.set(9_000);
        run();
        assertEquals(2, steps.size());
    }

    @Test
    @DisplayName("a time that comes while the channel is paused is looked at after the resume")
    void shouldBeSteppedAfterThePause() {
        Line line = new Line("a").begins(40);
        line.step((transfer, limit) -> {
            line.driver.host().wakeAt(1_100);
            return 0;
        }).bursts(1);
        run();
        line.channel.pause();
        time.set(2_000);
        run();
        assertEquals(1, steps.size());
        line.channel.resume();
        run();
        assertEquals(36, line.channel.status(1).residue());
    }

    @Test
    void shouldNotCallADriverThatIsClosed() {
        Line line = new Line("a").begins(40);
        line.step((transfer, limit) -> {
            line.driver.host().wakeAt(1_100);
            return 0;
        });
        run();
        line.channel.close();
        line.driver.forgetCalls();
        line.driver.host().wakeAt(1_200);
        line.driver.host().wake();
        time.set(2_000);
        assertFalse(engine.round());
        assertEquals(List.of(), line.driver.calls());
    }

    @Test
    @DisplayName("a time that comes with nothing to move does no harm, and the next transfer is stepped as ever")
    void shouldIgnoreATimeThatNobodyWaitsFor() {
        Line line = new Line("a").begins(4).step((transfer, limit) -> {
            steps.clear();
            return 4;
        });
        run();
        line.driver.host().wakeAt(1_100);
        time.set(1_100);
        run();
        assertEquals(List.of(), steps);
        line.begins(8).bursts(2);
        run();
        assertEquals(List.of("a", "a"), steps);
    }

    @Test
    @DisplayName("a wake inside the own step is another step, also if the step moved nothing")
    void shouldNotLoseAWakeInsideTheStep() {
        Line line = new Line("a").begins(8);
        line.step((transfer, limit) -> {
            line.driver.host().wake();
            return 0;
        }).bursts(2);
        run();
        assertEquals(3, steps.size());
        assertTrue(line.channel.hasEnded(1));
    }
}
