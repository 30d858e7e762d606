package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.ChannelRequest;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/// What lines cost on which nothing happens. `-Ddma.quiet.seconds=10` measures for as long as the promise is stated.
@TheProduct
class QuietLinesIT {
    private static final int LINES = 64;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final double SECONDS = Double.parseDouble(System.getProperty("dma.quiet.seconds", "2"));

    private final com.sun.management.OperatingSystemMXBean process =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Test
    @DisplayName("64 open, quiet lines cost under 20 ms of processor time in 10 s")
    void shouldCostNothingWhileQuiet(BundleContext context, @Service DmaEngine engine, @Service ConfigurationAdmin admin,
                                     @Service SlaveMapSource source) throws Exception {
        List<CountingPort> ports = new ArrayList<>();
        List<DmaChannel> channels = new ArrayList<>();
        try (Board board = new Board(admin, source)) {
            board.peripherals(Map.of("dma.channels", LINES));
            long without = processMillis();
            for (int line = 0; line < LINES; line++) {
                ports.add(new CountingPort(Direction.DEV_TO_MEM).wire(context, board, line));
                channels.add(listening(engine, board, line));
            }
            ports.forEach(port -> port.ready(8));
            awaitQuiet(channels);
            long before = engineNanos();
            long with = processMillis();
            double engineMillis = (engineNanos() - before) / 1e6;
            double bound = 20 * SECONDS / 10;
            System.out.printf("%d quiet lines in %.0f s: engine threads %.2f ms, at most %.1f; the whole process %d ms, %d ms without them%n",
                    LINES, SECONDS, engineMillis, bound, with, without);
            assertTrue(engineMillis < bound, () -> "the engine's threads used " + engineMillis + " ms in " + SECONDS + " s");
            // They were quiet, not deaf.
            ports.forEach(port -> port.ready(8));
            for (DmaChannel channel : channels) {
                assertEquals(DmaStatus.COMPLETE, channel.await(1, SOON).status());
            }
        } finally {
            channels.forEach(DmaChannel::close);
            ports.forEach(CountingPort::unwire);
        }
    }

    /// A channel in the middle of a transfer, with an idle timeout that will not come.
    private static DmaChannel listening(DmaEngine engine, Board board, int line) throws InterruptedException, IOException {
        DmaChannel channel = engine.request(ChannelRequest.of(Capability.SLAVE).onController(board.controllerName()), SOON);
        channel.configure(FifoSlaveConfig.of(SlaveConfig.builder().source(0, BusWidth.BYTES_1, 16).build()).withRequestLine(line)
                .withIdleTimeout(Duration.ofMinutes(10)));
        channel.prepareSlaveSg(channel.mapper().allocate(16), Direction.DEV_TO_MEM).submit();
        channel.issuePending();
        return channel;
    }

    private static void awaitQuiet(List<DmaChannel> channels) {
        long deadline = System.nanoTime() + SOON.toNanos();
        for (DmaChannel channel : channels) {
            while (channel.status(1).residue() != 8) {
                assertTrue(System.nanoTime() < deadline, "not within " + SOON);
                Thread.onSpinWait();
            }
        }
    }

    /// Processor time of this process while the time passes.
    private long processMillis() throws InterruptedException {
        long before = process.getProcessCpuTime();
        Thread.sleep((long) (SECONDS * 1000)); // the passing of time is what is measured
        return (process.getProcessCpuTime() - before) / 1_000_000;
    }

    private long engineNanos() {
        return EngineThreads.alive().stream().mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.threadId()))).sum();
    }
}
