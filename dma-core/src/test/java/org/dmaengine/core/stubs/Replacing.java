package org.dmaengine.core.stubs;

import java.util.concurrent.atomic.AtomicInteger;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.core.channel.Attachment;
import org.dmaengine.core.channel.Binding;
import org.dmaengine.core.channel.LeaseTerms;
import org.dmaengine.core.channel.Totals;
import org.dmaengine.core.engine.Engine;
import org.dmaengine.core.mapping.DmaDevice;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.Transfer;

/// A driver that may replace that of a bench's channel, with an engine and a DMA device of its own.
public final class Replacing {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    public final StepDriver driver;
    public final DmaDevice device;
    public final Totals totals = new Totals();
    private final Engine engine;
    private final Bench bench;
    private final Attachment attachment;
    private volatile RuntimeException refusal;
    private volatile boolean wantsNative;

    private Replacing(Bench bench, ChannelCapabilities capabilities) {
        this.bench = bench;
        driver = new StepDriver(capabilities, bench.driver.engine());
        engine = new Engine(driver.engine());
        device = new DmaDevice("replacement " + NUMBERS.incrementAndGet(), capabilities.nativeMemory(), false, bench.reports::add);
        attachment = bench.channel.attachment(new Binding("dma1chan0", new ForwardingDriver(driver) {
            @Override
            public void open(ChannelHost host) {
                if (refusal != null) {
                    throw refusal;
                }
                super.open(host);
            }

            @Override
            public long step(Transfer transfer, long limit) {
                if (wantsNative && !(transfer.source().isNative() && transfer.destination().isNative())) {
                    throw new AssertionError("memory on the heap");
                }
                return super.step(transfer, limit);
            }
        }, engine, device, capabilities, totals));
    }

    /// One with these capabilities for the channel of that bench.
    public static Replacing of(Bench bench, ChannelCapabilities.Builder capabilities) {
        return new Replacing(bench, capabilities.build());
    }

    /// It does not let itself be opened.
    public void refuse(RuntimeException with) {
        refusal = with;
    }

    /// It breaks if it is shown memory that is not native.
    public void requireNative() {
        wantsNative = true;
    }

    /// Has it serve the channel from now on.
    public void attach() {
        bench.channel.attach(attachment, LeaseTerms.NONE);
    }

    /// Its controller leaves.
    public void leave() {
        bench.channel.detach(attachment, "it leaves", System.nanoTime(), System.nanoTime() + Patience.NANOS, _ -> () -> { });
    }

    /// Lets it move so many bytes, at once.
    public void move(long bytes) {
        driver.allow(bytes);
        run();
    }

    /// Goes round until nothing rings.
    public void run() {
        while (engine.round()) {
            Thread.onSpinWait();
        }
    }
}
