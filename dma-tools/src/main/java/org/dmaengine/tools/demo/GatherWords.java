package org.dmaengine.tools.demo;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.dmaengine.Capability;
import org.dmaengine.DmaChannel;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.mapping.ScatterList;

/// Scatter and gather in one transfer: words from all over memory become lines.
final class GatherWords implements DemoPart {
    private static final String[] WORDS = {"seven ", "pieces ", "of ", "memory ", "in ", "two ", "rows"};

    @Override
    public String title() {
        return "A scatter list: many pieces, one transfer, one cookie";
    }

    @Override
    public void show(Stage stage) throws InterruptedException {
        try (Arena arena = Arena.ofShared();
             DmaChannel channel = stage.engine().requestAny(Capability.MEMCPY_SG)) {
            ScatterList words = new ScatterList(Arrays.stream(WORDS).map(word -> bytes(arena, word)).toList());
            MemorySegment first = arena.allocate(16);
            MemorySegment second = arena.allocate(words.length() - 16);
            try (Mapping from = channel.mapper().map(words, MapDirection.TO_DEVICE);
                 Mapping to = channel.mapper().map(ScatterList.of(first, second), MapDirection.FROM_DEVICE)) {
                long cookie = channel.prepareMemcpySg(to, from).submit();
                channel.issuePending();
                TransferStatus status = channel.await(cookie, Duration.ofSeconds(5));
                stage.fact("gathered, scattered", "%d pieces into %d, cookie %d, %s", from.entries(), to.entries(), cookie,
                        status.status());
            }
            stage.fact("the rows", "'%s' '%s'", text(first), text(second));
        }
    }

    private static MemorySegment bytes(Arena arena, String word) {
        return arena.allocateFrom(ValueLayout.JAVA_BYTE, word.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(MemorySegment segment) {
        return new String(segment.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII);
    }
}
