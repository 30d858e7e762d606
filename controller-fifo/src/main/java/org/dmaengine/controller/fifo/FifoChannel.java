package org.dmaengine.controller.fifo;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaException;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.MetadataMode;
import org.dmaengine.SlaveConfig;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferKind;

/// One channel between memory and whatever is on a request line: any line, one at a time, that of the transfer under way.
///
/// The controller's channels share its engine, so that lines which outnumber the physical channels have their turns burst by
/// burst. A step is at most one burst.
final class FifoChannel implements ChannelDriver {
    private static final Set<BusWidth> WIDTHS = EnumSet.of(BusWidth.BYTES_1, BusWidth.BYTES_2, BusWidth.BYTES_4, BusWidth.BYTES_8,
            BusWidth.BYTES_16, BusWidth.BYTES_32, BusWidth.BYTES_64);

    private final String label;
    private final FifoSettings settings;
    private final EngineSpec engine;
    private final Ports ports;
    private final ChannelCapabilities capabilities;
    private final Flow flow;
    // Atomic, since a second host would ask on a thread of its own.
    private final AtomicReference<ChannelHost> host = new AtomicReference<>();
    private Line line;
    // Another controller goes on with the lease: what stops here does not end.
    private boolean goesOnElsewhere;

    FifoChannel(String label, FifoSettings settings, EngineSpec engine, Ports ports) {
        this.label = label;
        this.settings = settings;
        this.engine = engine;
        this.ports = ports;
        this.capabilities = capabilities(settings);
        this.flow = new Flow(settings.maxBurst());
    }

    // ---- capabilities ----

    private static ChannelCapabilities capabilities(FifoSettings settings) {
        ChannelCapabilities.Builder builder = ChannelCapabilities
                .of(Capability.SLAVE, Capability.CYCLIC, Capability.INTERLEAVE, Capability.REPEAT, Capability.LOAD_EOT, Capability.INTERRUPT)
                .directions(Direction.MEM_TO_DEV, Direction.DEV_TO_MEM)
                .widths(WIDTHS, WIDTHS)
                .maxBurst(settings.maxBurst())
                .reuse(true);
        if (settings.maxMetadata() > 0) {
            builder.metadata(settings.maxMetadata(), MetadataMode.CLIENT, MetadataMode.ENGINE);
        }
        return builder.build();
    }

    @Override
    public ChannelCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public EngineSpec engine() {
        return engine;
    }

    // ---- what clients ask for ----

    @Override
    public void validate(ExtendedSlaveConfig config) {
        switch (config) {
            case SlaveConfig _ -> { }
            case FifoSlaveConfig fifo -> validate(fifo);
            default -> throw ChannelDriver.foreign(config, FifoSlaveConfig.class);
        }
    }

    private void validate(FifoSlaveConfig config) {
        if (config.watermark() > settings.maxBurst()) {
            throw new DmaException.Rejected(label, "watermark of words", config.watermark(), "0 to " + settings.maxBurst(),
                    "max.burst of controller " + settings.controller(), "have the device ask earlier, one burst is all it can be given");
        }
        if (config.requestLine() != FifoSlaveConfig.LINE_OF_SLAVE_MAP) {
            expectLine(config.requestLine());
        }
        int packing = config.packing().bytes();
        if (packing != 0 && !(WIDTHS.contains(config.packing()) && fills(packing, config.base().srcWidth())
                && fills(packing, config.base().dstWidth()))) {
            throw new DmaException.Rejected(label, "packing", config.packing(), "a width of " + WIDTHS + " that is a multiple of srcWidth "
                    + config.base().srcWidth() + " and dstWidth " + config.base().dstWidth(), "whole words fill a memory access",
                    "choose such a width, or UNDEFINED for none");
        }
    }

    private static boolean fills(int packing, BusWidth word) {
        return word == BusWidth.UNDEFINED || packing % word.bytes() == 0;
    }

    @Override
    public void check(Transfer transfer) {
        if (transfer.kind() == TransferKind.INTERRUPT) {
            return;
        }
        if (transfer.config() == null) {
            throw new DmaException.Rejected(label, "direction", transfer.direction(), capabilities.directions(),
                    "a controller of peripherals", "request a channel with MEMCPY for what stays in memory");
        }
        validate(transfer.config()); // a transfer that another controller has begun was never configured here
        ChannelHost now = host.get();
        int number = Terms.line(transfer.config(), now == null ? FifoSlaveConfig.LINE_OF_SLAVE_MAP : now.requestLine());
        if (number < 0) {
            throw new DmaException.Rejected(label + ": no request line is known; the slave-map entry names none (request.line), nor does the"
                    + " configuration (FifoSlaveConfig.withRequestLine). Lines of controller " + settings.controller() + " are "
                    + settings.linesForPeople());
        }
        expectLine(number);
    }

    private void expectLine(int number) {
        if (!settings.hasLine(number)) {
            throw new DmaException.Rejected(label, "request line", number, settings.linesForPeople(),
                    "request.lines of controller " + settings.controller(), "name a line that is there");
        }
    }

    // ---- open, start, step ----

    @Override
    public void open(ChannelHost newHost) {
        if (!host.compareAndSet(null, newHost)) {
            throw new IllegalStateException(label + " has a host already; " + newHost.name() + " is refused until that one closes it");
        }
        flow.open(newHost);
    }

    @Override
    public long start(Transfer transfer) {
        if (transfer.kind() != TransferKind.INTERRUPT) {
            serve(Terms.line(transfer.config(), host.get().requestLine()));
            flow.begin(transfer, line);
        }
        return 0; // of an interrupt-only transfer that is everything
    }

    private void serve(int number) {
        if (line == null || line.number() != number) {
            letLineGo();
            line = ports.join(number, host.get());
        }
    }

    private void letLineGo() {
        if (line != null) {
            ports.part(line, host.get(), goesOnElsewhere);
            line = null;
            flow.leavesLine();
        }
    }

    @Override
    public long step(Transfer transfer, long limit) {
        return flow.step(transfer, limit);
    }

    // ---- pause, hand over, stop, close ----

    @Override
    public long pause(Transfer active) {
        return active == null || active.kind() == TransferKind.INTERRUPT ? 0 : flow.pause(active);
    }

    @Override
    public void resume(Transfer active) {
        flow.resume();
    }

    @Override
    public void handOver() {
        goesOnElsewhere = true;
    }

    @Override
    public long stop(Transfer transfer) {
        return transfer.kind() == TransferKind.INTERRUPT ? 0 : flow.stop(transfer, goesOnElsewhere);
    }

    @Override
    public void close() {
        letLineGo();
        goesOnElsewhere = false;
        host.set(null);
    }

    @Override
    public String toString() {
        return label;
    }
}
