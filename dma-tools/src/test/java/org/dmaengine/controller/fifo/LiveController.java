package org.dmaengine.controller.fifo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.dmaengine.ChannelInfo;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaException;
import org.dmaengine.core.channel.Attachment;
import org.dmaengine.core.channel.Binding;
import org.dmaengine.core.channel.LeaseTerms;
import org.dmaengine.core.channel.Totals;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.engine.CompleterPool;
import org.dmaengine.core.engine.Engine;
import org.dmaengine.core.engine.Timers;
import org.dmaengine.core.mapping.DmaDevice;
import org.dmaengine.core.stubs.RecordingLog;
import org.dmaengine.fifo.FifoPort;

/// The controller of peripherals under the real core, with a thread that steps it and others that call back: what a framework would
/// make of one configuration. In this package for what the component alone may see.
public final class LiveController implements DmaEngine, AutoCloseable {
    private static final long SOON = TimeUnit.SECONDS.toNanos(10);

    private final RecordingLog log = new RecordingLog();
    private final CompleterPool completers = new CompleterPool();
    private final FifoSettings settings;
    private final Ports ports;
    private final Engine threads;
    private final DmaDevice device;
    private final Map<String, Object> properties;
    private final VirtualChannel[] leases;

    public LiveController(Map<String, Object> configuration) {
        properties = new HashMap<>(configuration);
        properties.putIfAbsent("dma.controller", "fifo0");
        settings = FifoSettings.of(properties);
        ports = new Ports(settings, log.logger());
        threads = new Engine(settings.engine(settings.controller()));
        device = new DmaDevice(settings.controller(), false, true, report -> { });
        leases = new VirtualChannel[settings.channels()];
        threads.start();
    }

    /// What declarative services do for the component.
    public void add(FifoPort port, Map<String, ?> itsProperties) {
        ports.add(port, itsProperties);
    }

    public void remove(Map<String, ?> itsProperties) {
        ports.remove(itsProperties);
    }

    /// Names of the channels that somebody holds.
    public synchronized List<String> held() {
        return channels().stream().filter(channel -> !channel.isFree()).map(ChannelInfo::name).toList();
    }

    @Override
    public synchronized List<ChannelInfo> channels() {
        List<ChannelInfo> all = new ArrayList<>();
        for (int i = 0; i < leases.length; i++) {
            all.add(new ChannelInfo(settings.controller(), i, name(i), driver(i).capabilities(), leases[i] == null ? "" : "test", properties));
        }
        return all;
    }

    @Override
    public synchronized DmaChannel request(ChannelRequest request) {
        List<ChannelInfo> wanted = channels().stream()
                .filter(channel -> channel.capabilities().supports(request.capabilities()) && request.filter().test(channel)).toList();
        if (wanted.isEmpty()) {
            throw new DmaException.NoSuchChannel("no channel is like that");
        }
        ChannelInfo free = wanted.stream().filter(ChannelInfo::isFree).findFirst()
                .orElseThrow(() -> new DmaException.ChannelBusy("every channel that would do is held", "somebody"));
        int number = free.channel();
        VirtualChannel lease = new VirtualChannel(new Binding(free.name(), driver(number), threads, device, free.capabilities(), new Totals()), "test", "",
                new Release(number), completers, Timers.byHand(System::nanoTime), VirtualChannel.DEFAULT_CAPACITY, log.logger());
        lease.open(LeaseTerms.NONE);
        leases[number] = lease;
        return lease;
    }

    private String name(int number) {
        return settings.controller() + "chan" + number;
    }

    private FifoChannel driver(int number) {
        return new FifoChannel(settings.controller() + " channel " + number, settings, threads.spec(), ports);
    }

    @Override
    public DmaChannel request(ChannelRequest request, Duration timeout) {
        throw new UnsupportedOperationException("not needed by the tools");
    }

    @Override
    public CompletionStage<DmaChannel> requestAsync(ChannelRequest request) {
        throw new UnsupportedOperationException("not needed by the tools");
    }

    /// Releases what is held, as when the client's bundle stops.
    public void release() {
        for (VirtualChannel lease : leases.clone()) {
            if (lease != null) {
                lease.close();
            }
        }
    }

    /// Releases what is still held, and ends the threads.
    @Override
    public void close() {
        release();
        if (!threads.stop(System.nanoTime() + SOON) || !completers.stop(System.nanoTime() + SOON)) {
            throw new AssertionError("a thread of the engine does not end");
        }
    }

    private final class Release implements VirtualChannel.Owner {
        private final int number;

        private Release(int number) {
            this.number = number;
        }

        @Override
        public void released(VirtualChannel channel, boolean clean) {
            synchronized (LiveController.this) {
                if (!clean) {
                    throw new AssertionError(channel.name() + " was not released clean");
                }
                leases[number] = null;
            }
        }

        @Override
        public void driverHangs(VirtualChannel channel, Attachment hanging, String detail) {
            throw new IllegalStateException(detail);
        }

        @Override
        public void driverReturned(VirtualChannel channel) {
            throw new IllegalStateException("no call has been given up on");
        }

        @Override
        public void driverFailed(VirtualChannel channel, Attachment failedDriver, Throwable thrown, boolean waits) {
            throw new AssertionError("the driver failed", thrown);
        }

        @Override
        public long releaseDeadline() {
            return System.nanoTime() + SOON;
        }
    }
}
