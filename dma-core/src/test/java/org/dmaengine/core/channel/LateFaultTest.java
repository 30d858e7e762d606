package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.TransferFlags;
import org.dmaengine.TransferOutcome;
import org.dmaengine.core.stubs.LiveChannel;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The JVM throws the fault of a truncated file not at the access but at the thread's next safepoint poll. When everything
/// from the issuing call to the driver's copy is compiled into one method, that is behind every `try` but the client's.
class LateFaultTest {
    private static final int PAGE = 4096;
    private static final int ROUNDS = 60_000;

    @AutoClose
    private final LiveChannel live = new LiveChannel(ChannelCapabilities.of(Capability.MEMCPY), EngineSpec.memory("late"), 16);
    private final VirtualChannel channel = live.channel;
    private final Mapping good = channel.mapper().allocate(PAGE);
    private final long[] cookies = new long[4];
    @TempDir
    private Path folder;

    @Test
    @DisplayName("D8 the source's fault ends the transfer that it belongs to, however well the code is compiled")
    void shouldBlameTheRightTransferForAFaultOfTheSource() throws IOException {
        assertFaultsAreCaught(true, TransferOutcome.READ_FAILED);
    }

    @Test
    @DisplayName("D8 so does the destination's")
    void shouldBlameTheRightTransferForAFaultOfTheDestination() throws IOException {
        assertFaultsAreCaught(false, TransferOutcome.WRITE_FAILED);
    }

    private void assertFaultsAreCaught(boolean ofSource, TransferOutcome outcome) throws IOException {
        try (Arena arena = Arena.ofShared(); FileChannel file = FileChannel.open(folder.resolve("file"), StandardOpenOption.CREATE,
                StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MemorySegment memory = file.map(FileChannel.MapMode.READ_WRITE, 0, 2 * PAGE, arena);
            Mapping mapped = channel.mapper().map(memory, MapDirection.BIDIRECTIONAL);
            file.truncate(PAGE);
            for (int i = 0; i < ROUNDS; i++) {
                boolean fails = i % 16 == 0;
                // Across the end of the file, or inside it.
                long at = fails ? PAGE - 64 : 64;
                long cookie = ofSource ? channel.enqueueMemcpy(good, 0, mapped, at, 128, TransferFlags.NONE)
                        : channel.enqueueMemcpy(mapped, at, good, 0, 128, TransferFlags.NONE);
                channel.issuePending();
                for (int done = 0; done == 0;) {
                    done = channel.harvest(cookies);
                }
                assertEquals(cookie, cookies[0]);
                TransferOutcome how = channel.status(cookie).outcome();
                if (how != (fails ? outcome : TransferOutcome.NO_ERROR)) {
                    throw new AssertionError("round " + i + " ended " + how);
                }
            }
            assertEquals(List.of(), live.owner.told(), "the driver is not to blame");
        }
    }
}
