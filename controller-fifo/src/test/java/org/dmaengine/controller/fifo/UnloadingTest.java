package org.dmaengine.controller.fifo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.DmaStatus;
import org.dmaengine.TransferOutcome;
import org.dmaengine.controller.fifo.stubs.HandPacketPort;
import org.dmaengine.controller.fifo.stubs.HandPort;
import org.dmaengine.controller.fifo.stubs.StubServices;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.ChannelDriver;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.service.log.Logger;

/// After an update nothing may know the bundle's former classes: what would be kept is all of them, with each update.
class UnloadingTest {
    @AutoClose
    private final FifoBench bench = new FifoBench();
    private final HandPort source = new HandPort(Direction.DEV_TO_MEM);
    private final HandPacketPort sink = new HandPacketPort(Direction.MEM_TO_DEV);

    /// The controller's own classes anew, as in another revision of its bundle; the API's and the test's are those of everybody.
    private static final class Revision extends ClassLoader {
        private static final String OWN = FifoControllerComponent.class.getPackageName() + ".";

        private Revision() {
            super(UnloadingTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!name.startsWith(OWN) || name.indexOf('.', OWN.length()) >= 0) {
                    return super.loadClass(name, resolve);
                }
                Class<?> there = findLoadedClass(name);
                return there == null ? define(name) : there;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /// The component of a revision, called as Declarative Services do.
    private static final class Component {
        private final Object component;

        private Component(ClassLoader revision, StubServices services, Map<String, Object> properties, Logger log) throws ReflectiveOperationException {
            Class<?> type = revision.loadClass(FifoControllerComponent.class.getName());
            assertNotSame(FifoControllerComponent.class, type);
            component = type.getConstructor(BundleContext.class, Map.class, Logger.class).newInstance(services.context(), properties, log);
        }

        private void call(String method, Object... arguments) throws ReflectiveOperationException {
            for (Method each : component.getClass().getDeclaredMethods()) {
                if (each.getName().equals(method)) {
                    each.setAccessible(true);
                    each.invoke(component, arguments);
                    return;
                }
            }
            throw new NoSuchMethodException(method);
        }
    }

    /// A revision comes, moves something, fails at something, leaves a packet in the middle, changes its configuration 50 times, and goes.
    private WeakReference<ClassLoader> comeAndGo() throws ReflectiveOperationException {
        Revision revision = new Revision();
        StubServices services = new StubServices();
        Map<String, Object> configuration = new HashMap<>(Map.of("dma.controller", "fifo0", "dma.channels", 1));
        Component component = new Component(revision, services, configuration, bench.log.logger());
        Map<String, Object> sourceProperties = Map.of(FifoPort.REQUEST_LINE, 5, "service.id", 1L);
        Map<String, Object> sinkProperties = Map.of(FifoPort.REQUEST_LINE, 6, "service.id", 2L);
        component.call("addPort", source, sourceProperties);
        component.call("addPort", sink, sinkProperties);
        for (int i = 1; i <= 50; i++) {
            move(services.drivers().getFirst());
            configuration.put("max.burst", 100 + i);
            component.call("modified", configuration);
        }
        component.call("deactivate");
        component.call("removePort", source, sourceProperties);
        component.call("removePort", sink, sinkProperties);
        assertEquals(0, services.registered().size());
        return new WeakReference<>(revision);
    }

    private void move(ChannelDriver driver) {
        try (VirtualChannel lease = bench.lease(driver, 5)) {
            lease.configure(FifoBench.words(BusWidth.BYTES_1, 4));
            source.arrive(4);
            assertEquals(DmaStatus.COMPLETE, lease.status(run(lease, Direction.DEV_TO_MEM)).status());
            assertEquals(TransferOutcome.WRITE_FAILED, lease.status(run(lease, Direction.MEM_TO_DEV)).outcome(), "it gives, and takes nothing");
        }
        try (VirtualChannel lease = bench.lease(driver, 6)) {
            lease.configure(FifoBench.words(BusWidth.BYTES_1, 4));
            sink.makeRoom(1);
            run(lease, Direction.MEM_TO_DEV);
            driver.handOver();
        }
    }

    private long run(VirtualChannel lease, Direction direction) {
        Mapping memory = lease.mapper().allocate(4);
        long cookie = lease.prepareSlaveSg(memory, direction).submit();
        lease.issuePending();
        bench.run();
        return cookie;
    }

    @Test
    @DisplayName("a revision that has gone is forgotten, whatever it has done, while ports and core stay")
    void shouldForgetARevisionThatHasGone() throws ReflectiveOperationException {
        WeakReference<ClassLoader> gone = comeAndGo();
        Patience.until(() -> {
            System.gc();
            return gone.get() == null;
        }, "nothing knows the classes of the revision that has gone");
        assertTrue(sink.calls().contains("abandonPacket"));
    }
}
