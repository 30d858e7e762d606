package org.dmaengine.examples.pcm;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;

/// Frames to a device.
///
/// ```java
/// playback.prepare();
/// while (more) {
///     playback.write(frames);     // the first full ring starts the device
/// }
/// playback.drain();
/// ```
public final class Playback extends PcmStream {
    /// @param channel `requestChannel(device, "tx")` (CLA-01); stays the caller's
    public Playback(DmaChannel channel, PcmInterface device, PcmParameters parameters) {
        super(channel, Direction.MEM_TO_DEV, device, parameters);
    }

    /// Writes frames, waiting until there is room.
    ///
    /// @param frames whole frames
    /// @return frames written; fewer only if the next call throws
    /// @throws XrunException        if the device has played what was not written in time
    /// @throws IOException          if the device is gone, stands still, or the stream is stopped
    /// @throws InterruptedException if the thread is interrupted
    // @start region="write"
    public long write(MemorySegment frames) throws IOException, InterruptedException {
        int frame = parameters().format().frameBytes();
        return transfer(frames.byteSize() / frame,
                (place, done, count) -> frames().at(place, count).copyFrom(frames.asSlice(done * frame, count * frame)));
    }
    // @end

    /// Waits until all that was written is played, then stops: at the end of that period, with silence in between. A paused one goes on first.
    ///
    /// @throws XrunException        if all was played before this call, and the device had nothing to go on with
    /// @throws IOException          as for [#write]
    /// @throws InterruptedException if the thread is interrupted; it goes on draining
    public void drain() throws IOException, InterruptedException {
        drainOut();
    }
}
