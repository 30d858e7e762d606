package org.dmaengine.tools.demo;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveConfig;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.Loopback;
import org.dmaengine.examples.cyclicring.RingCapture;
import org.dmaengine.examples.fifoport.Recorder;
import org.dmaengine.examples.fifoport.Thermometer;
import org.dmaengine.examples.peripheral.Receiver;
import org.dmaengine.examples.preparing.EveryKind;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.mapping.ScatterList;

/// Clients of a device, most of which receive from it.
final class DeviceClients {
    static final List<SmallClient> ALL = List.of(
            new SmallClient(EveryKind.class, PreparedKinds::run),
            new SmallClient(Receiver.class, DeviceClients::peripheral),
            new SmallClient(RingCapture.class, DeviceClients::ring),
            new SmallClient(Recorder.class, DeviceClients::thermometer));

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int WIRE = 9_010;
    private static final int SAMPLES = 9_011;
    private static final int THERMOMETER = 9_012;
    private static final int ROOM = 64;
    private static final int REGISTER_OF_THERMOMETER = 0x4000_5000;

    private DeviceClients() {
    }

    /// A device falls silent, then ends a transfer itself.
    private static String peripheral(Stage stage) throws Exception {
        Loopback wire = new Loopback("demo", 4_096);
        try (EndpointPort sink = wire.sink();
             EndpointPort source = wire.source();
             Wiring _ = new Wiring(source, WIRE);
             Configured _ = Configured.name(stage.admin(), "demo", "rx", onLine(stage, WIRE));
             DmaChannel channel = stage.slaveMap().requestChannel("demo", "rx", PATIENCE)) {
            Receiver example = new Receiver(channel);
            Duration quiet = Duration.ofMillis(5);
            example.configure(4, quiet);
            long silent = receive(channel, example, sink, 20, false);
            example.configure();
            long ended = receive(channel, example, sink, 36, true);
            return Proof.text("%d bytes of %d arrived, then %d ms of silence; %d of %d, then the device ended it", silent, ROOM, quiet.toMillis(),
                    ended, ROOM);
        }
    }

    /// Into a list of two pieces.
    private static long receive(DmaChannel channel, Receiver example, EndpointPort sink, int bytes, boolean last) throws Exception {
        MemorySegment sent = Proof.random(bytes);
        byte[] first = new byte[12];
        byte[] second = new byte[ROOM - first.length];
        BlockingQueue<Long> arrived = new LinkedBlockingQueue<>();
        long told;
        try (Mapping pieces = channel.mapper().map(ScatterList.of(MemorySegment.ofArray(first), MemorySegment.ofArray(second)), MapDirection.FROM_DEVICE)) {
            example.receive(pieces, arrived::add);
            deliver(sink, sent);
            if (last) {
                sink.finish(PATIENCE);
            }
            told = Proof.next(arrived, "end of a transfer");
            channel.terminateSync(); // before the memory goes, whatever has happened
        }
        Proof.same((long) bytes, told);
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        Proof.arrived(sent, MemorySegment.ofArray(both).asSlice(0, bytes));
        return told;
    }

    /// What a device does by itself: puts bytes into its FIFO.
    private static void deliver(EndpointPort sink, MemorySegment bytes) throws IOException {
        int size = (int) bytes.byteSize();
        Proof.isTrue(sink.level(1) >= size && sink.burst(0, bytes, 0, size, 1) == size, "the wire has no room for %d bytes", size);
    }

    private static String ring(Stage stage) throws Exception {
        Thermometer device = new Thermometer();
        int samples = 8;
        int periods = 6;
        BlockingQueue<List<Short>> seen = new LinkedBlockingQueue<>();
        try (Wiring _ = new Wiring(device, SAMPLES);
             DmaChannel channel = stage.engine().requestAny(Capability.SLAVE, Capability.CYCLIC);
             Mapping ring = channel.mapper().allocate(4L * samples * Short.BYTES)) {
            channel.configure(FifoSlaveConfig.of(SlaveConfig.builder().source(0, BusWidth.BYTES_2, samples).build()).withRequestLine(SAMPLES));
            RingCapture example = new RingCapture(channel, ring, (long) samples * Short.BYTES, period -> {
                List<Short> copy = list(period.toArray(ValueLayout.JAVA_SHORT));
                seen.add(copy);
                return copy.getFirst() < samples * (periods - 1);
            });
            example.start();
            for (int first = 0; first < samples * periods; first += samples) {
                short[] measured = new short[samples];
                for (int i = 0; i < samples; i++) {
                    measured[i] = (short) (first + i);
                    device.measured(measured[i]);
                }
                Proof.same(list(measured), Proof.next(seen, "period"));
            }
            channel.synchronize();
            Proof.isTrue(example.lost() == 0 && device.losses() == 0, "%d periods lost, %d bytes by the device", example.lost(), device.losses());
            return Proof.text("%d periods of %d samples through a ring of 4, %d lost; %s by its listener", periods, samples, example.lost(),
                    channel.status(1).status());
        }
    }

    private static List<Short> list(short[] samples) {
        Short[] boxed = new Short[samples.length];
        Arrays.setAll(boxed, i -> samples[i]);
        return List.of(boxed);
    }

    /// A board that has a thermometer shows its own.
    private static String thermometer(Stage stage) throws Exception {
        try (Borrowed<Recorder> recorder = Borrowed.of(Recorder.class)) {
            if (recorder.isThere()) {
                return record(recorder.get());
            }
            try (Configured _ = Configured.single(stage.admin(), "org.dmaengine.examples.thermometer",
                         Map.of(FifoPort.REQUEST_LINE, THERMOMETER, FifoPort.BUS_ADDRESS, (long) REGISTER_OF_THERMOMETER));
                 Configured _ = Configured.name(stage.admin(), "thermometer", "samples", onLine(stage, THERMOMETER))) {
                return record(recorder.get());
            }
        }
    }

    private static String record(Recorder example) throws InterruptedException {
        int[] series = {2150, 2160, 2155};
        example.record(100);
        example.measure(series);
        String end = example.endSeries();
        int residue = 2 * (100 - series.length);
        Proof.isTrue(end.startsWith("COMPLETE " + Arrays.toString(series) + ", residue " + residue + ", lost 0"), "a series of 3 of 100: %s", end);
        return "a thermometer came with its client: " + end.strip();
    }

    private static Map<String, Object> onLine(Stage stage, int line) {
        return Map.of("controller", stage.controllerWith(Capability.SLAVE), "request.line", line);
    }
}
