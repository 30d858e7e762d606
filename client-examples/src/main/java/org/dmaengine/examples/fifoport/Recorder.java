package org.dmaengine.examples.fifoport;

import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Arrays;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveConfig;
import org.dmaengine.SlaveMap;
import org.dmaengine.TransferStatus;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.mapping.Mapping;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/// Records one series of a [Thermometer] at a time, as commands of the shell; `measure` and `endSeries` play the device.
///
/// ```text
/// example:record 100         starts a transfer of at most 100 samples, and returns
/// example:measure 2150 2160  the thermometer measures
/// example:endSeries          the series is over, which ends the transfer; tells what has arrived
/// ```
///
/// Immediate, since the shell gives a command back after each call, and a recording goes on meanwhile.
@Component(service = Recorder.class, immediate = true, property = {"osgi.command.scope=example", "osgi.command.function=record",
        "osgi.command.function=measure", "osgi.command.function=endSeries"})
@SatisfyingConditionTarget("(osgi.condition.id=dma:thermometer:samples)")
public class Recorder {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int MOST = 4096;

    private final Thermometer thermometer;
    private final DmaChannel channel;
    private final Mapping samples;
    private long asked;
    private long cookie;

    // @start region="configure"
    @Activate
    public Recorder(@Reference SlaveMap slaveMap, @Reference Thermometer thermometer) {
        this.thermometer = thermometer;
        channel = slaveMap.requestChannel("thermometer", "samples");
        samples = channel.mapper().allocate(MOST * 2L);
        SlaveConfig register = SlaveConfig.builder()
                .source(0x4000_5000, BusWidth.BYTES_2, 4) // bus address, width of a word, most words in a burst
                .deviceFlowControl(true)                  // the end of a series ends the transfer
                .build();
        channel.configure(FifoSlaveConfig.of(register).withWatermark(4));
    }
    // @end

    @Deactivate
    void deactivate() {
        channel.close();
    }

    // @start region="record"
    public synchronized void record(int most) {
        asked = most * 2L;
        cookie = channel.prepareSlaveSingle(samples, 0, asked, Direction.DEV_TO_MEM).submit();
        channel.issuePending();
    }
    // @end

    public void measure(int... values) {
        for (int value : values) {
            thermometer.measured((short) value);
        }
    }

    // @start region="series"
    public synchronized String endSeries() throws InterruptedException {
        thermometer.seriesEnds();
        TransferStatus end = channel.await(cookie, SOON);
        short[] series = samples.segment().asSlice(0, asked - end.residue()).toArray(ValueLayout.JAVA_SHORT);
        return end.status() + " " + Arrays.toString(series) + ", residue " + end.residue() + ", lost " + end.losses() + " " + end.detail();
    }
    // @end
}
