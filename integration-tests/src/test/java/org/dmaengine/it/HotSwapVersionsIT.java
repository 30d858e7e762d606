package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dmaengine.Capability;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.SwapEvent.Kind;
import org.dmaengine.SwapPolicy;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/// An update that is real: the bundle of a controller goes from version 1 to version 2, built side by side (`test-bundles/copier-*`), and back,
/// under leases by capability that are in use.
@TheProduct
class HotSwapVersionsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration PATIENT = Duration.ofMinutes(1);
    private static final Map<Integer, Integer> CHANNELS = Map.of(1, 2, 2, 3);
    private static final int UPDATES = 10;
    private static final int BYTES = 256 << 10;

    private final BundleContext context;
    @Service
    DmaEngine engine;
    private Bundle copier;

    HotSwapVersionsIT(BundleContext context) {
        this.context = context;
    }

    @BeforeEach
    void installTheFirstVersion() throws Exception {
        copier = context.installBundle("test:copier", TestBundle.of("copier-1"));
        copier.start();
    }

    @AfterEach
    void uninstall() throws Exception {
        copier.uninstall();
    }

    @Test
    @DisplayName("to and fro, " + UPDATES + " times each, without a transfer lost")
    void shouldGoOnWithTheOtherVersion() throws Exception {
        try (DmaChannel one = request(); DmaChannel other = request()) {
            SwapLog oneLog = SwapLog.of(one);
            SwapLog otherLog = SwapLog.of(other);
            SteadyCopies copies = SteadyCopies.begin(one, BYTES);
            SteadyCopies others = SteadyCopies.begin(other, BYTES);
            for (int i = 0; i < 2 * UPDATES; i++) {
                int version = 2 - i % 2;
                update(version);
                awaitVersion(version, oneLog);
                awaitVersion(version, otherLog);
                copies.awaitMore(8);
                others.awaitMore(8);
            }
            assertEquals(List.of(), copies.finish());
            assertEquals(List.of(), others.finish());
            oneLog.expectNothingElse();
            otherLog.expectNothingElse();
        }
    }

    @Test
    @DisplayName("a lease for which the old version has no channel waits until the new one is back; what the old one cannot do ends, and only that")
    void shouldKeepWhatTheOtherVersionDoesNotHave() throws Exception {
        update(2);
        // The channels leave last first, and whoever has lost his first is served first.
        try (DmaChannel last = request(); DmaChannel second = request(); DmaChannel first = request(); Mapping memory = first.mapper().allocate(64)) {
            SwapLog log = SwapLog.of(first);
            SwapLog lastLog = SwapLog.of(last);
            long fill = first.prepareMemset(memory, 0, (byte) 7, 64).submit();
            long copy = first.prepareMemcpy(memory, 32, memory, 0, 32).submit();
            update(1);
            lastLog.next(Kind.DETACHED);
            log.next(Kind.DETACHED);
            log.expectRebound();
            assertThrows(DmaException.Rejected.class, () -> first.prepareMemset(memory, 0, (byte) 7, 64));
            first.issuePending();
            TransferStatus end = first.await(fill, SOON);
            assertTrue(end.status() == DmaStatus.ABORTED && end.detail().contains("MEMSET"), end::toString);
            assertTrue(first.await(copy, SOON).isOk());
            lastLog.expectNothingElse();
            update(2);
            lastLog.expectRebound();
            assertEquals(3, Stream.of(last, second, first).map(DmaChannel::name).distinct().count());
        }
    }

    /// Only version 2 can fill. On the way to the other version a lease may meet a channel of the same one that leaves a little later.
    private static void awaitVersion(int version, SwapLog log) throws InterruptedException {
        boolean fills;
        do {
            log.next(Kind.DETACHED);
            fills = log.expectRebound().capabilities().types().contains(Capability.MEMSET);
        } while (fills != (version == 2));
    }

    private void update(int version) throws Exception {
        copier.update(TestBundle.of("copier-" + version));
        assertEquals(new Version(version, 0, 0), copier.getVersion());
        assertEquals((long) CHANNELS.get(version), engine.channels().stream().filter(info -> info.controller().equals("copier")).count());
    }

    private DmaChannel request() throws InterruptedException {
        return engine.request(ChannelRequest.of(Capability.MEMCPY).onController("copier").swap(SwapPolicy.DRAIN, PATIENT), SOON);
    }
}
