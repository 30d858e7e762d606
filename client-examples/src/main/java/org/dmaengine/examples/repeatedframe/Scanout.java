package org.dmaengine.examples.repeatedframe;

import org.dmaengine.CompletionCallback;
import org.dmaengine.DmaChannel;
import org.dmaengine.TransferFlag;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.Mapping;

/// Feeds a display that wants its picture again and again. The next picture takes over at the end of a pass, so that no
/// half picture is ever shown.
public final class Scanout {
    private final DmaChannel channel;
    private final long width;
    private final long stride;

    /// @param width  bytes of a row that are shown
    /// @param stride bytes from one row to the next
    public Scanout(DmaChannel channel, long width, long stride) {
        this.channel = channel;
        this.width = width;
        this.stride = stride;
    }

    /// Shows a picture from the end of the current pass on.
    ///
    /// @param replaced told when the picture is not read any more
    // @start region="show"
    public long show(Mapping picture, long rows, Runnable replaced) {
        InterleavedTemplate pass = InterleavedTemplate.toDevice(picture, 0)
                .frames(rows, new DataChunk(width, stride - width))
                .build();
        long cookie = channel.prepareInterleaved(pass, TransferFlag.REPEAT, TransferFlag.LOAD_EOT, TransferFlag.INTERRUPT)
                .onComplete((CompletionCallback) result -> {
                    if (!result.isPeriod()) {
                        replaced.run();
                    }
                })
                .submit();
        channel.issuePending();
        return cookie;
    }
    // @end
}
