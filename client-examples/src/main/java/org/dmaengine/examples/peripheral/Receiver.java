package org.dmaengine.examples.peripheral;

import java.time.Duration;
import java.util.function.LongConsumer;
import org.dmaengine.BusWidth;
import org.dmaengine.CompletionCallback;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.mapping.Mapping;

/// Receives what a device delivers at one register, as words of four bytes.
public final class Receiver {
    private static final SlaveConfig WORDS = SlaveConfig.builder()
            .source(0x4000_4408, BusWidth.BYTES_4, 8)
            .build();

    private final DmaChannel channel;

    public Receiver(DmaChannel channel) {
        this.channel = channel;
    }

    // @start region="configure"
    public void configure() {
        channel.configure(SlaveConfig.builder()
                .source(0x4000_4408, BusWidth.BYTES_4, 8) // register, width of a word, most words in a burst
                .deviceFlowControl(true)                  // the device may end a transfer early
                .build());
    }
    // @end

    /// For a FIFO controller: the device asks for a burst when it has so many words, or when it has been quiet for so long.
    // @start region="extended"
    public void configure(int watermark, Duration quiet) {
        channel.configure(FifoSlaveConfig.of(WORDS).withWatermark(watermark).withIdleTimeout(quiet));
    }
    // @end

    /// Receives into the pieces, one after the other.
    ///
    /// @param arrived told the number of bytes that arrived
    // @start region="receive"
    public long receive(Mapping pieces, LongConsumer arrived) {
        long cookie = channel.prepareSlaveSg(pieces, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT)
                .onComplete((CompletionCallback) result -> arrived.accept(result.transferred())) // less than asked for: a short transfer
                .submit();
        channel.issuePending();
        return cookie;
    }
    // @end
}
