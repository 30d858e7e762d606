package org.dmaengine.tools.swaptest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.ChannelRequest;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.controller.fifo.LiveController;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.RequestLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The clients of peripherals on the real controller and the real core, with devices that work and devices that do not.
@Timeout(60)
class LoadsTest {
    private static final int LINE = 1;
    private static final int ENOUGH = 200;

    private final LiveController controller = new LiveController(Map.of("dma.channels", 1));
    private final DmaChannel channel = controller.request(ChannelRequest.of(Capability.SLAVE));
    private final Ledger ledger = new Ledger();
    private final long seed = Long.getLong("dma.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @AfterEach
    void close() {
        controller.close();
    }

    @Test
    void shouldFindNothingWrongWithARingThatWorks() throws Exception {
        RingLoad load = new RingLoad("ring", channel, ledger, random, LINE);
        Ledger.Balance balance = run(load, load.port(), ENOUGH);
        assertEquals(0, balance.lost() + balance.repeated() + balance.outOfOrder(), () -> "seed " + seed + balance.problems());
        assertTrue(balance.terminated() > 0 && balance.terminated() == balance.submitted(), balance::toString);
    }

    @Test
    void shouldFindNothingWrongWithListsThatWork() throws Exception {
        ListLoad load = new ListLoad("list", channel, ledger, random, LINE);
        Ledger.Balance balance = run(load, load.port(), ENOUGH);
        assertEquals(0, balance.lost() + balance.repeated() + balance.outOfOrder(), () -> "seed " + seed + balance.problems());
        assertEquals(balance.submitted(), balance.completed() + balance.terminated());
    }

    @Test
    void shouldMissAWordThatTheDeviceGave() throws Exception {
        RingLoad load = new RingLoad("ring", channel, ledger, random, LINE);
        Ledger.Balance balance = run(load, new BadPort(load.port()) {
            @Override
            public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) {
                if (isBad()) {
                    super.burst(address, memory, offset, 1, wordBytes); // its word is overwritten by the next one
                }
                return super.burst(address, memory, offset, words, wordBytes);
            }
        }, 10);
        assertTrue(balance.lost() > 0, balance::toString);
    }

    @Test
    void shouldNoticeThatAnEarlierWordIsWhereAnotherBelongs() throws Exception {
        RingLoad load = new RingLoad("ring", channel, ledger, random, LINE);
        Ledger.Balance balance = run(load, new BadPort(load.port()) {
            @Override
            public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) {
                int moved = super.burst(address, memory, offset, words, wordBytes);
                if (isBad()) {
                    FifoWords.set(memory, offset, FifoWords.get(memory, offset) - 1);
                }
                return moved;
            }
        }, 10);
        assertTrue(balance.repeated() > 0, balance::toString);
    }

    @Test
    void shouldMissAWordThatTheDeviceWasToTake() throws Exception {
        ListLoad load = new ListLoad("list", channel, ledger, random, LINE);
        Ledger.Balance balance = run(load, new BadPort(load.port()) {
            @Override
            public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) {
                if (isBad()) {
                    super.burst(address, memory, offset + wordBytes, words - 1, wordBytes);
                    return words;
                }
                return super.burst(address, memory, offset, words, wordBytes);
            }
        }, 10);
        assertTrue(balance.lost() > 0, balance::toString);
    }

    @Test
    void shouldNoticeAWordThatTheDeviceTakesTwice() throws Exception {
        ListLoad load = new ListLoad("list", channel, ledger, random, LINE);
        Ledger.Balance balance = run(load, new BadPort(load.port()) {
            @Override
            public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) {
                if (isBad()) {
                    super.burst(address, memory, offset, 1, wordBytes);
                }
                return super.burst(address, memory, offset, words, wordBytes);
            }
        }, 10);
        assertTrue(balance.repeated() > 0, balance::toString);
    }

    @Test
    void shouldNotAcceptAnAbortWhereNothingBroke() throws Exception {
        ListLoad load = new ListLoad("list", channel, ledger, random, LINE);
        load.aborted("for no reason");
        load.mayAbort(true);
        load.aborted("its controller broke");
        load.close();
        assertEquals(1, ledger.balance().lost());
        assertEquals(2, ledger.balance().aborted());
    }

    @Test
    void shouldNotGoOnInACallbackWhileItTerminates() {
        ListLoad load = new ListLoad("list", channel, ledger, random, LINE);
        List<String> submitted = new ArrayList<>();
        load.terminating(() -> assertFalse(load.unlessTerminating(() -> submitted.add("while it terminates"))));
        assertTrue(load.unlessTerminating(() -> submitted.add("behind")));
        load.close();
        assertEquals(List.of("behind"), submitted);
    }

    /// Until so many of its transfers or periods have ended, or it has given up.
    private Ledger.Balance run(Load load, FifoPort port, int times) throws InterruptedException {
        controller.add(port, Map.of(FifoPort.REQUEST_LINE, LINE, "service.id", 1L));
        load.start();
        for (int i = 0; i < times && ledger.balance().problems().isEmpty(); i++) {
            BooleanSupplier goesOn = load.goesOn();
            while (!goesOn.getAsBoolean() && ledger.balance().problems().isEmpty()) {
                Thread.onSpinWait();
            }
        }
        load.finish();
        load.close();
        return ledger.balance();
    }

    /// A port that does something wrong, once.
    private abstract static class BadPort implements FifoPort {
        private final WordPort port;
        private int bursts;

        private BadPort(WordPort port) {
            this.port = port;
        }

        boolean isBad() {
            return ++bursts == 5;
        }

        @Override
        public Direction direction() {
            return port.direction();
        }

        @Override
        public Set<BusWidth> widths() {
            return port.widths();
        }

        @Override
        public void connect(RequestLine line) {
            port.connect(line);
        }

        @Override
        public void disconnect() {
            port.disconnect();
        }

        @Override
        public int level(int wordBytes) throws IOException {
            return port.level(wordBytes);
        }

        @Override
        public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) {
            try {
                return port.burst(address, memory, offset, words, wordBytes);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
