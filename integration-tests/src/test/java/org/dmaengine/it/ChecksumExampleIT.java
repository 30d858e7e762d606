package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Dictionary;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.SlaveMap;
import org.dmaengine.SwapEvent.Kind;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferResult;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.testing.Service;
import org.dmaengine.testing.WithBundles;
import org.dmaengine.testing.WithProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// The driver that the driver guide goes through, beside the product and on its own board.
@TheProduct
@WithBundles("org.example.checksum")
@WithProperty(name = "configurator.initial", value = "file:../driver-example/board.json")
class ChecksumExampleIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ValueLayout.OfInt SUM = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long BYTES = 64L << 20;

    @Service
    SlaveMap slaveMap;
    private DmaChannel channel;
    private Mapping from;
    private Mapping to;

    @BeforeEach
    void request() throws InterruptedException {
        channel = slaveMap.requestChannel("shell", "copy", SOON);
        from = channel.mapper().allocate(BYTES);
        to = channel.mapper().allocate(BYTES);
        for (long i = 0; i < BYTES; i += Long.BYTES) {
            from.segment().set(ValueLayout.JAVA_LONG, i, i * 0x9E37_79B9_7F4A_7C15L);
        }
    }

    @AfterEach
    void release() {
        channel.close();
    }

    @Test
    void shouldTellTheChecksumOfWhatItHasCopied() throws Exception {
        BlockingQueue<Integer> sums = new ArrayBlockingQueue<>(1);
        submitted(sums);
        channel.issuePending();
        expectAllAndItsSum(sums);
    }

    @Test
    @DisplayName("replaced in the middle of a copy: the next channels go on with data and checksum")
    void shouldKeepTheChecksumWhenItIsReplaced(@Service ConfigurationAdmin admin) throws Exception {
        SwapLog log = SwapLog.of(channel);
        BlockingQueue<Integer> sums = new ArrayBlockingQueue<>(1);
        assertTimeoutPreemptively(SOON, () -> pauseInTheMiddle(sums));
        Configuration controller = admin.listConfigurations("(service.factoryPid=org.example.checksum)")[0];
        Dictionary<String, Object> properties = controller.getProperties();
        properties.put("dma.channels", 3);
        controller.update(properties);
        log.next(Kind.DETACHED);
        log.expectRebound();
        channel.resume();
        expectAllAndItsSum(sums);
        log.expectNothingElse();
    }

    @Test
    void shouldPassTheConformanceKit(@Service CommandProcessor processor) throws Exception {
        channel.close();
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        try (CommandSession session = processor.createSession(new ByteArrayInputStream(new byte[0]), console, console)) {
            session.execute("dma:tck sum0");
        }
        List<String> verdicts = console.toString().lines().skip(1).toList();
        assertTrue(verdicts.size() >= 2 && verdicts.stream().allMatch(line -> line.startsWith("sum0") && line.contains("  FULL: ")),
                console::toString);
    }

    /// A pause that comes too early or too late is tried again with another copy.
    private void pauseInTheMiddle(BlockingQueue<Integer> sums) throws Exception {
        long residue;
        do {
            sums.clear();
            long cookie = submitted(sums);
            channel.issuePending();
            while (channel.status(cookie).residue() == BYTES) {
                Thread.onSpinWait();
            }
            channel.pause();
            residue = channel.status(cookie).residue();
            if (residue == 0) {
                channel.resume();
                channel.synchronize();
            }
        } while (residue == 0);
        assertTrue(residue < BYTES, () -> "nothing has been moved yet");
    }

    // @start region="client"
    private long submitted(BlockingQueue<Integer> sums) {
        DmaDescriptor copy = channel.prepareMemcpy(to, 0, from, 0, BYTES, TransferFlag.INTERRUPT);
        copy.onComplete((TransferResult _) -> sums.add(copy.metadata().get(SUM, 0)));
        return copy.submit();
    }
    // @end

    private void expectAllAndItsSum(BlockingQueue<Integer> sums) throws InterruptedException {
        CRC32C whole = new CRC32C();
        whole.update(from.segment().asByteBuffer());
        assertEquals((int) whole.getValue(), sums.poll(20, TimeUnit.SECONDS));
        assertEquals(-1, from.segment().mismatch(to.segment()));
    }
}
