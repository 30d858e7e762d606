package org.dmaengine.examples.pcm;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;

/// Frames from a device.
///
/// ```java
/// capture.prepare();
/// while (more) {
///     capture.read(frames);       // the first call starts the device
/// }
/// capture.drop();
/// ```
public final class Capture extends PcmStream {
    /// @param channel `requestChannel(device, "rx")` (CLA-01); stays the caller's
    public Capture(DmaChannel channel, PcmInterface device, PcmParameters parameters) {
        super(channel, Direction.DEV_TO_MEM, device, parameters);
    }

    /// Reads frames, waiting until they have come. After [#drop] what was captured before can still be read.
    ///
    /// @param frames room for whole frames
    /// @return frames read; fewer only if the next call throws
    /// @throws XrunException        if the device has overwritten what was not read in time
    /// @throws IOException          if the device is gone, stands still, or the stream is stopped and read out
    /// @throws InterruptedException if the thread is interrupted
    public long read(MemorySegment frames) throws IOException, InterruptedException {
        int frame = parameters().format().frameBytes();
        return transfer(frames.byteSize() / frame,
                (place, done, count) -> frames.asSlice(done * frame, count * frame).copyFrom(frames().at(place, count)));
    }
}
