package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.ChannelRequest;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferStatus;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.Endpoints;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// Real files and sockets, through ports, channels and memory.
@TheProduct
@Timeout(60)
class EndpointsIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int LENGTH = 256 * 1024;

    @TempDir
    Path folder;

    @Service
    Endpoints endpoints;
    @Service
    DmaEngine engine;
    @Service
    ConfigurationAdmin admin;

    private final Deque<AutoCloseable> undo = new ArrayDeque<>();
    private BundleContext context;

    @BeforeEach
    void begin(BundleContext context) throws Exception {
        this.context = context;
        configure("org.dmaengine.controller.fifo", "endpoints-it", Map.of("dma.controller", "endpoints-it"));
    }

    @AfterEach
    void end() throws Exception {
        while (!undo.isEmpty()) {
            undo.pop().close();
        }
    }

    @Test
    void shouldCarryAFileThroughMemory() throws Exception {
        byte[] content = new byte[LENGTH];
        new Random(1).nextBytes(content);
        Path in = Files.write(folder.resolve("in"), content);
        Path out = folder.resolve("out");
        wire(endpoints.open("file:" + in, Direction.DEV_TO_MEM), 4001);
        EndpointPort sink = wire(endpoints.open("file:" + out, Direction.MEM_TO_DEV), 4002);
        DmaChannel from = channel(4001);
        DmaChannel to = channel(4002);
        try (Mapping memory = from.mapper().allocate(LENGTH)) {
            assertEquals(DmaStatus.COMPLETE, move(from, memory, Direction.DEV_TO_MEM).status());
            assertArrayEquals(content, memory.segment().toArray(ValueLayout.JAVA_BYTE));
        }
        try (Mapping memory = to.mapper().allocate(LENGTH)) {
            memory.segment().copyFrom(MemorySegment.ofArray(content));
            assertEquals(DmaStatus.COMPLETE, move(to, memory, Direction.MEM_TO_DEV).status());
        }
        sink.finish(SOON);
        assertArrayEquals(content, Files.readAllBytes(out));
    }

    @Test
    void shouldEndTheTransferOfAPeerThatDiesWithItsExactResidue() throws Exception {
        EndpointPort source = wire(endpoints.open("listen:0", Direction.DEV_TO_MEM), 4003);
        DmaChannel channel = channel(4003);
        int port = Integer.parseInt(source.endpoint().substring(source.endpoint().lastIndexOf(':') + 1));
        try (Mapping memory = channel.mapper().allocate(LENGTH); Socket peer = new Socket("127.0.0.1", port)) {
            long cookie = channel.prepareSlaveSg(memory, Direction.DEV_TO_MEM).submit();
            channel.issuePending();
            OutputStream out = peer.getOutputStream();
            out.write(new byte[1000]);
            while (source.moved() < 1000) {
                Thread.onSpinWait();
            }
            peer.setSoLinger(true, 0);
            peer.close();
            TransferStatus status = channel.await(cookie, SOON);
            assertEquals(DmaStatus.ERROR, status.status());
            assertEquals(LENGTH - 1000, status.residue());
            assertTrue(status.toString().contains("connection reset after 1000 bytes"), status::toString);
        }
    }

    @Test
    void shouldWireAConfiguredEndpointToItsLine() throws Exception {
        configure("org.dmaengine.endpoint", "it", Map.of("endpoint", "pattern:7", "direction", "DEV_TO_MEM", FifoPort.REQUEST_LINE, 4004L));
        DmaChannel channel = channel(4004);
        try (Mapping memory = channel.mapper().allocate(64)) {
            assertEquals(DmaStatus.COMPLETE, move(channel, memory, Direction.DEV_TO_MEM).status());
            EndpointPort same = endpoints.open("pattern:7", Direction.MEM_TO_DEV);
            assertEquals(8, same.burst(0, memory.segment(), 0, 8, 8));
        }
    }

    @Test
    void shouldCloseWhatABundleHasOpenedWhenItNoLongerUsesTheService() throws Exception {
        Bundle other = bundle("org.dmaengine.client-examples");
        BundleContext its = other.getBundleContext();
        ServiceReference<Endpoints> reference = its.getServiceReference(Endpoints.class);
        EndpointPort port = its.getService(reference).open("listen:0", Direction.DEV_TO_MEM);
        EndpointPort ours = endpoints.open("listen:0", Direction.DEV_TO_MEM);
        assertEquals(0, port.level(1));
        its.ungetService(reference);
        assertThrows(IOException.class, () -> port.level(1));
        assertDoesNotThrow(() -> ours.level(1));
        ours.close();
    }

    @Test
    void shouldPaceAnotherEndpoint() throws Exception {
        EndpointPort paced = endpoints.open("paced:1000:null:", Direction.MEM_TO_DEV);
        assertEquals("paced:1000:null:", paced.endpoint());
        assertTrue(paced.level(1) < 100);
        paced.close();
    }

    @Test
    void shouldLeaveNoThreadWhenItsBundleStops() throws Exception {
        EndpointPort listening = endpoints.open("listen:0", Direction.DEV_TO_MEM);
        EndpointPort waiting = endpoints.open("file:" + folder.resolve("out"), Direction.MEM_TO_DEV);
        configure("org.dmaengine.endpoint", "it-absent", Map.of("endpoint", "file:" + folder.resolve("absent"), "direction", "DEV_TO_MEM",
                FifoPort.REQUEST_LINE, 4005, "reopen", true));
        assertFalse(threads().isEmpty());
        Bundle bundle = bundle("org.dmaengine.endpoints");
        bundle.stop();
        try {
            long deadline = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            for (Thread thread : threads()) {
                thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
            assertEquals(List.of(), threads());
            assertThrows(IOException.class, () -> listening.level(1));
            assertThrows(IOException.class, () -> waiting.level(1));
        } finally {
            bundle.start();
        }
        assertInstanceOf(Endpoints.class, context.getService(context.getServiceReference(Endpoints.class)))
                .open("null:", Direction.DEV_TO_MEM).close();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("endpoint ")).toList();
    }

    private Bundle bundle(String name) {
        return List.of(context.getBundles()).stream().filter(bundle -> bundle.getSymbolicName().equals(name)).findFirst().orElseThrow();
    }

    private EndpointPort wire(EndpointPort port, int line) {
        undo.push(port);
        undo.push(context.registerService(FifoPort.class, port, FrameworkUtil.asDictionary(Map.of(FifoPort.REQUEST_LINE, line)))::unregister);
        return port;
    }

    private DmaChannel channel(int line) throws InterruptedException {
        DmaChannel channel = engine.request(ChannelRequest.of(Capability.SLAVE).onController("endpoints-it"), SOON);
        undo.push(channel);
        channel.configure(FifoSlaveConfig.of(SlaveConfig.builder().source(0, BusWidth.BYTES_4, 256).destination(0, BusWidth.BYTES_4, 256).build())
                .withRequestLine(line));
        return channel;
    }

    private static TransferStatus move(DmaChannel channel, Mapping memory, Direction direction) throws InterruptedException {
        long cookie = channel.prepareSlaveSg(memory, direction).submit();
        channel.issuePending();
        return channel.await(cookie, SOON);
    }

    private void configure(String factory, String name, Map<String, Object> properties) throws IOException {
        Configuration configuration = admin.getFactoryConfiguration(factory, name, "?");
        configuration.update(new Hashtable<>(properties));
        undo.push(configuration::delete);
    }
}
