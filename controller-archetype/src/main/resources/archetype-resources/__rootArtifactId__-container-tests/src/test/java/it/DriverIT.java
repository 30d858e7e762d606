package ${package}.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Dictionary;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveConfig;
import org.dmaengine.SlaveMap;
import org.dmaengine.SwapEvent;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.testing.InOsgi;
import org.dmaengine.testing.Service;
import org.dmaengine.testing.WithBundles;
import org.dmaengine.testing.WithProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import ${package}.DriverSlaveConfig;

/// The built bundles in a framework, on the board that is deployed.
@InOsgi
@WithBundles({"org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component", "org.osgi.util.converter",
    "org.glassfish.jakarta.json", "org.apache.felix.cm.json", "org.apache.felix.log", "org.apache.felix.scr", "org.apache.felix.configadmin",
    "org.apache.felix.configurator", "org.apache.felix.gogo.runtime"})
@WithBundles({"org.dmaengine.dma-api", "org.dmaengine.dma-core", "org.dmaengine.slavemap-board", "org.dmaengine.dma-tck"})
@WithBundles({"${rootArtifactId}-api", "${rootArtifactId}-driver"})
@WithProperty(name = "configurator.initial", value = "file:../board.json")
class DriverIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final SlaveConfig BYTES = SlaveConfig.builder().source(0, BusWidth.BYTES_1, 1).destination(0, BusWidth.BYTES_1, 1).build();

    @Service
    SlaveMap slaveMap;
    private DmaChannel tx;
    private DmaChannel rx;

    @BeforeEach
    void requestByName() throws InterruptedException {
        tx = slaveMap.requestChannel("${rootArtifactId}", "tx", SOON);
        rx = slaveMap.requestChannel("${rootArtifactId}", "rx", SOON);
        tx.configure(BYTES);
        rx.configure(BYTES);
    }

    @AfterEach
    void release() {
        tx.close();
        rx.close();
    }

    @Test
    void shouldReceiveWhatIsSent() throws InterruptedException {
        MemorySegment heard = MemorySegment.ofArray(new byte[5]);
        long cookie = receive(heard);
        send("hello");
        assertTrue(rx.await(cookie, SOON).isOk());
        assertEquals("hello", text(heard));
    }

    @Test
    void shouldTakeItsOwnConfiguration() throws InterruptedException {
        tx.configure(DriverSlaveConfig.of(BYTES).withInverted(true));
        MemorySegment heard = MemorySegment.ofArray(new byte[1]);
        long cookie = receive(heard);
        send("a");
        assertTrue(rx.await(cookie, SOON).isOk());
        assertEquals(~'a', heard.get(ValueLayout.JAVA_BYTE, 0));
    }

    @Test
    void shouldGoOnAtTheExactByteWhenItIsReplaced(@Service ConfigurationAdmin admin) throws Exception {
        CountDownLatch replaced = new CountDownLatch(2);
        MemorySegment heard = MemorySegment.ofArray(new byte[10]);
        long cookie = receive(heard);
        send("first");
        assertTimeoutPreemptively(SOON, () -> awaitResidue(cookie, 5));
        rx.onSwap(event -> count(event, replaced));
        tx.onSwap(event -> count(event, replaced));
        oneChannelMore(admin);
        assertTrue(replaced.await(20, TimeUnit.SECONDS));
        send("other");
        assertTrue(rx.await(cookie, SOON).isOk());
        assertEquals("firstother", text(heard));
    }

    @Test
    void shouldPassTheConformanceKit(@Service CommandProcessor processor) throws Exception {
        release();
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        try (CommandSession session = processor.createSession(new ByteArrayInputStream(new byte[0]), console, console)) {
            session.execute("dma:tck ${rootArtifactId}0");
        }
        assertTrue(console.toString().contains("SWAPPABLE: leases survive its replacement"), console::toString);
    }

    private void awaitResidue(long cookie, long bytes) {
        while (rx.status(cookie).residue() != bytes) {
            Thread.onSpinWait();
        }
    }

    private static void count(SwapEvent event, CountDownLatch replaced) {
        if (event.kind() == SwapEvent.Kind.REBOUND) {
            replaced.countDown();
        }
    }

    /// A change that no channel can take over: others take the place of all of them.
    private static void oneChannelMore(ConfigurationAdmin admin) throws Exception {
        Configuration controller = admin.listConfigurations("(service.factoryPid=${package})")[0];
        Dictionary<String, Object> properties = controller.getProperties();
        properties.put("dma.channels", 3);
        controller.update(properties);
    }

    private long receive(MemorySegment into) {
        Mapping mapping = rx.mapper().map(into, MapDirection.FROM_DEVICE);
        long cookie = rx.prepareSlaveSingle(mapping, 0, into.byteSize(), Direction.DEV_TO_MEM).submit();
        rx.issuePending();
        return cookie;
    }

    private void send(String text) throws InterruptedException {
        try (Mapping mapping = tx.mapper().map(MemorySegment.ofArray(text.getBytes()), MapDirection.TO_DEVICE)) {
            long cookie = tx.prepareSlaveSingle(mapping, 0, text.length(), Direction.MEM_TO_DEV).submit();
            tx.issuePending();
            assertTrue(tx.await(cookie, SOON).isOk());
        }
    }

    private static String text(MemorySegment memory) {
        return new String(memory.toArray(ValueLayout.JAVA_BYTE));
    }
}
