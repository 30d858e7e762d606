package org.dmaengine.tools.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.contract.Clause;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.tools.stubs.StubChannel;
import org.dmaengine.tools.stubs.StubEngine;
import org.dmaengine.tools.stubs.StubTransfer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a test thread asks of its channel, seen from the channel.
@Timeout(30)
class TestTransferTest {
    private final List<StubTransfer> transfers = Collections.synchronizedList(new ArrayList<>());

    @Test
    @Clause({"TST-34", "TST-41", "TST-42"})
    void shouldAskForAnInterruptUnlessItPolls() throws Exception {
        run("iterations=1");
        assertEquals(Set.of(TransferFlag.ACK, TransferFlag.INTERRUPT), transfers.getLast().flags());
        assertTrue(transfers.getLast().callsBack());
        run("iterations=1", "polled=1");
        assertEquals(Set.of(TransferFlag.ACK), transfers.getLast().flags());
        assertFalse(transfers.getLast().callsBack());
    }

    @Test
    @Clause({"TST-01", "TST-39"})
    void shouldMapWholeBuffersForEachTest() throws Exception {
        run("iterations=2", "test_buf_size=512", "transfer_size=16");
        StubTransfer first = transfers.getFirst();
        assertEquals(MapDirection.TO_DEVICE, first.sourceMapping().direction());
        assertEquals(MapDirection.BIDIRECTIONAL, first.targetMapping().direction());
        assertEquals(512, first.sourceMapping().length());
        assertEquals(512, first.targetMapping().length());
        assertNotSame(first.sourceMapping(), transfers.getLast().sourceMapping());
        assertNotSame(first.targetMapping(), transfers.getLast().targetMapping());
    }

    @Test
    @Clause("TST-17")
    void shouldTakeMemoryOfTheDeviceOnce() throws Exception {
        run("iterations=2", "nobounce=1");
        assertSame(transfers.getFirst().sourceMapping(), transfers.getLast().sourceMapping());
        assertSame(transfers.getFirst().targetMapping(), transfers.getLast().targetMapping());
    }

    @ParameterizedTest
    @CsvSource({"dmatest=0, alignment=-1, 8", "dmatest=1, alignment=-1, 32", "dmatest=0, alignment=6, 64", "dmatest=1, alignment=6, 64"})
    @Clause({"TST-14", "TST-30", "TST-33", "TST-37", "PAIN-17"})
    void shouldAlignAsTheChannelSaysUnlessTold(String operation, String alignment, int expected) throws Exception {
        ChannelCapabilities capabilities = ChannelCapabilities.of(Capability.MEMCPY, Capability.MEMSET).alignment(8, 32).build();
        run(new StubChannel("dma0chan0", capabilities, this::moves), "iterations=200", "test_buf_size=1024", operation, alignment);
        long together = 0;
        for (StubTransfer transfer : transfers) {
            together |= transfer.length() | transfer.sourceOffset() | transfer.targetOffset();
            assertEquals(0, transfer.target().address() % expected, "where the buffer begins");
        }
        assertEquals(expected, Long.lowestOneBit(together));
    }

    @Test
    @Clause("TST-11")
    void shouldNeitherFillNorCheckWithNoverify() throws Exception {
        run(StubChannel.of(transfer -> {
            transfers.add(transfer);
            assertEquals(0, transfer.source().get(ValueLayout.JAVA_BYTE, 0), "nothing was filled");
            transfer.source().set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
            return TransferOutcome.NO_ERROR;
        }), "iterations=1", "noverify=1");
        assertEquals(1, transfers.size());
    }

    @Test
    @Clause({"TST-04", "TST-28"})
    void shouldNameAndLowerItsThreads() throws Exception {
        Set<String> names = Collections.synchronizedSet(new TreeSet<>());
        run(StubChannel.of(transfer -> {
            names.add(transfer.preparer().getName() + " " + transfer.preparer().getPriority());
            return moves(transfer);
        }), "iterations=1", "threads_per_chan=2");
        assertEquals(Set.of("dma0chan0-copy0 1", "dma0chan0-copy1 1"), names);
    }

    @Test
    @Clause("TST-47")
    void shouldInterleaveWhatTheThreadsOfAChannelSubmit() throws Exception {
        List<StubChannel> channel = new ArrayList<>();
        channel.add(StubChannel.of(transfer -> {
            while (transfer.cookie() == 1 && channel.getFirst().transfers() < 2 && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            return StubChannel.works(transfer);
        }));
        run(channel.getFirst(), "iterations=1", "threads_per_chan=2");
        assertEquals(2, channel.getFirst().mostInFlight);
    }

    private TransferOutcome moves(StubTransfer transfer) {
        transfers.add(transfer);
        return StubChannel.works(transfer);
    }

    private void run(String... words) throws Exception {
        run(StubChannel.of(this::moves), words);
    }

    private static void run(StubChannel channel, String... words) throws Exception {
        PrintStream unread = new PrintStream(OutputStream.nullOutputStream());
        new TestRun(new StubEngine(channel), TestParameters.parse(List.of(words)), unread, (_, _) -> {
            throw new AssertionError("no swaps were asked for");
        }).run();
    }
}
