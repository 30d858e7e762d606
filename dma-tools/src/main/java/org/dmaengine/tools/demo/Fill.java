package org.dmaengine.tools.demo;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.HexFormat;
import org.dmaengine.Capability;
import org.dmaengine.DmaChannel;
import org.dmaengine.mapping.Mapping;

/// A fill of part of a buffer that the engine allocated.
final class Fill implements DemoPart {
    @Override
    public String title() {
        return "A fill, in memory that the engine allocated";
    }

    @Override
    public void show(Stage stage) throws InterruptedException {
        try (DmaChannel channel = stage.engine().requestAny(Capability.MEMSET);
             Mapping buffer = channel.mapper().allocate(24)) {
            long cookie = channel.prepareMemset(buffer, 4, (byte) 0xDA, 16).submit();
            channel.issuePending();
            channel.await(cookie, Duration.ofSeconds(5));
            MemorySegment memory = buffer.segment();
            stage.fact("16 bytes from byte 4", "%s", HexFormat.ofDelimiter(" ").formatHex(memory.toArray(ValueLayout.JAVA_BYTE)));
        }
    }
}
