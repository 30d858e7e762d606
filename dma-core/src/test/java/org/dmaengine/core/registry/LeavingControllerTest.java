package org.dmaengine.core.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.ChannelInfo;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Answer;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.core.stubs.StepDriver;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.osgi.framework.ServiceReference;

/// A controller is taken back, in use or not (REG-19 to REG-27, HS-01 to HS-06).
class LeavingControllerTest {
    private static final Wanted ANY = new ByCapability(ChannelRequest.of(Capability.MEMCPY));

    private final Container container = new Container();
    private final ClientSession session = container.session("client");
    private final StepDriver driver = driver();

    @Test
    @DisplayName("REG-22 it is found by nobody from the moment on that it leaves")
    @Clause({"REG-22", "DIFF-15", "HS-02", "REG-19"})
    void shouldBeHiddenAtOnce() {
        ServiceReference<ChannelDriver> reference = container.register("dma", driver);
        DmaChannel channel = session.request(ANY);
        List<String> seen = container.events();
        container.registry().onPresence(new Told(() -> {
            channel.issuePending();
            seen.add("listed " + container.registry().slots().size() + ", " + kindOfRefusal());
        }, () -> { }));
        container.unregister(reference);
        assertEquals(List.of("listed 0, NotYetAvailable"), seen, "hidden while its leases still work");
        assertEquals("NotYetAvailable", kindOfRefusal());
    }

    @Test
    @DisplayName("D5 who listens, as the Conditions do, is told once more before a lease is given up")
    void shouldBeToldOfBeforeItsLeasesAreGivenUp() {
        ServiceReference<ChannelDriver> reference = container.register("dma", driver);
        DmaChannel channel = session.request(ANY);
        List<String> seen = container.events();
        container.registry().onPresence(new Told(() -> seen.add("it leaves"), () -> {
            channel.issuePending();
            seen.add("the lease is whole");
        }));
        container.unregister(reference);
        container.waitInVain();
        assertEquals(List.of("it leaves", "the lease is whole"), seen);
        assertThrows(DmaException.ChannelGone.class, channel::issuePending);
    }

    private record Told(Runnable onChange, Runnable onGivingUp) implements Presence {
        @Override
        public void changed(ChannelSlot slot) {
            onChange.run();
        }

        @Override
        public void givesUp(ChannelSlot slot) {
            onGivingUp.run();
        }
    }

    @Test
    @DisplayName("REG-20 it leaves though its channel is used: the transfer ends aborted, once, and the driver is let go of")
    @Clause({"REG-19", "REG-20", "REG-25", "HS-03", "DIFF-05", "PAIN-12", "PAIN-26"})
    void shouldLeaveThoughItIsUsed() {
        ServiceReference<ChannelDriver> reference = container.register("dma", driver);
        DmaChannel channel = session.request(ANY);
        Callbacks callbacks = new Callbacks();
        long active = copy(channel, callbacks);
        long queued = copy(channel, callbacks);
        channel.issuePending();
        driver.allow(10);
        Patience.until(() -> channel.status(active).residue() == 54, "ten bytes have been moved");
        container.unregister(reference);
        assertEquals(54, channel.status(active).residue(), "it waits for a replacement");
        container.waitInVain();
        assertEquals(List.of("stop 1", "close"), driver.calls().subList(driver.calls().size() - 2, driver.calls().size()));
        Patience.until(() -> callbacks.results().size() == 2, "both transfers are called back");
        for (long cookie : List.of(active, queued)) {
            assertEquals(DmaStatus.ABORTED, channel.status(cookie).status());
        }
        assertTrue(callbacks.results().stream().allMatch(result -> result.outcome() == TransferOutcome.ABORTED));
        assertEquals(List.of(54L, 64L), callbacks.results().stream().map(result -> result.residue()).toList());
        channel.close();
        assertEquals(2, callbacks.results().size());
        assertEquals(1, driver.calls().stream().filter("close"::equals).count());
    }

    @Test
    @DisplayName("REG-20 it leaves though its driver throws when it is closed")
    @Clause("REG-20")
    void shouldLeaveThoughItsDriverThrows() {
        driver.plan(DriverCall.CLOSE, Answer.thrown(new IllegalStateException("cannot be closed")));
        ServiceReference<ChannelDriver> reference = container.register("dma", driver);
        DmaChannel channel = session.request(ANY);
        container.unregister(reference);
        container.waitInVain();
        assertThrows(DmaException.ChannelGone.class, channel::issuePending);
        channel.close();
    }

    @Test
    @DisplayName("REG-20 it leaves within swap.stop though its driver hangs, and the log says so")
    @Clause("REG-20")
    void shouldLeaveThoughItsDriverHangs() {
        HangingController hanging = new HangingController(container, "hanging");
        DmaChannel channel = hanging.occupy(session);
        long began = System.nanoTime();
        container.unregister(hanging.reference);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        assertTrue(millis < 1500, "it took " + millis + " ms to leave");
        assertTrue(container.log.lines().stream().anyMatch(line -> line.contains("did not stop within") && line.contains("hanging")),
                container.log.lines().toString());
        container.waitInVain();
        assertThrows(DmaException.ChannelGone.class, channel::issuePending);
        hanging.release();
    }

    @Test
    @DisplayName("REG-26 a lease whose controller has left refuses everything but to be asked and closed, and calls no driver")
    @Clause({"REG-26", "REG-27", "HS-01"})
    void shouldRefuseWorkOnALeaseThatIsGone() {
        ServiceReference<ChannelDriver> reference = container.register("dma", driver);
        DmaChannel channel = session.request(ANY);
        Mapping from = channel.mapper().map(Arena.ofAuto().allocate(64), MapDirection.TO_DEVICE);
        Mapping to = channel.mapper().map(Arena.ofAuto().allocate(64), MapDirection.FROM_DEVICE);
        container.unregister(reference);
        container.waitInVain();
        driver.forgetCalls();
        for (Executable call : List.<Executable>of(channel::issuePending, channel::pause, channel::terminateAsync, channel::terminateSync,
                () -> channel.configure(SlaveConfig.builder().build()), () -> channel.prepareMemcpy(to, 0, from, 0, 64),
                () -> channel.enqueueMemcpy(to, 0, from, 0, 64, 0))) {
            String message = assertThrows(DmaException.ChannelGone.class, call).getMessage();
            assertTrue(message.contains("dma0chan0") && message.contains("controller dma has left"), message);
        }
        channel.synchronize();
        assertEquals("dma0chan0", channel.name());
        channel.close();
        channel.close();
        assertEquals(List.of(), driver.calls());
    }

    @Test
    @DisplayName("HS-06 the number of a controller that has left is free again when its last lease is closed, not before")
    @Clause({"HS-06", "REG-09", "REG-21", "REG-23", "REQ-38", "REQ-41"})
    void shouldKeepTheNumberWhileOldLeasesLive() {
        ServiceReference<ChannelDriver> zero = container.register(place("old", 0), driver());
        ServiceReference<ChannelDriver> one = container.register(place("old", 1), driver());
        DmaChannel first = session.request(ANY);
        DmaChannel second = session.request(ANY);
        container.unregister(zero);
        container.unregister(one);
        container.waitInVain();
        assertEquals(List.of("dma1chan0"), namesAfterRegistering("new"));
        first.close();
        assertEquals(List.of("dma1chan0", "dma2chan0"), namesAfterRegistering("newer"));
        second.close();
        assertEquals(List.of("dma0chan0", "dma1chan0", "dma2chan0"), namesAfterRegistering("newest"));
    }

    @Test
    @DisplayName("REG-09 the lowest number that is free is taken")
    @Clause({"REG-09", "REG-19"})
    void shouldTakeTheLowestFreeNumber() {
        ServiceReference<ChannelDriver> zero = container.register("zero", driver());
        container.register("one", driver());
        container.unregister(zero);
        assertEquals(List.of("dma0chan0", "dma1chan0"), namesAfterRegistering("again"));
    }

    @Test
    @DisplayName("REG-18 a controller gains and loses single channels while it is there")
    @Clause("REG-18")
    void shouldGainAndLoseChannels() {
        container.register(place("dma", 0), driver());
        ServiceReference<ChannelDriver> further = container.register(place("dma", 4), driver());
        assertEquals(List.of("dma0chan0", "dma0chan4"), names());
        DmaChannel kept = session.request(ANY);
        DmaChannel lost = session.request(ANY);
        container.unregister(further);
        assertEquals(List.of("dma0chan0"), names());
        container.waitInVain();
        kept.issuePending();
        assertThrows(DmaException.ChannelGone.class, lost::issuePending);
    }

    @Test
    @DisplayName("channels keep their numbers, whichever leaves first")
    @Clause("PAIN-13")
    void shouldKeepTheNumbersOfTheChannelsThatStay() {
        ServiceReference<ChannelDriver> first = container.register(place("dma", 0), driver());
        container.register(place("dma", 1), driver());
        container.register(place("dma", 2), driver());
        container.unregister(first);
        assertEquals(List.of("dma0chan1", "dma0chan2"), names());
        container.register(place("dma", 3), driver());
        container.register(place("dma", 0), driver());
        assertEquals(List.of("dma0chan0", "dma0chan1", "dma0chan2", "dma0chan3"), names());
    }

    @Test
    @DisplayName("REG-24 what has left is no longer listed, though its lease lives")
    @Clause("REG-24")
    void shouldNotBeListed() {
        ServiceReference<ChannelDriver> reference = container.register("dma", driver);
        DmaEngineComponent engine = new DmaEngineComponent(container.component("client"), container.registry(), container.log.logger());
        DmaChannel channel = session.request(ANY);
        assertEquals(List.of("dma0chan0"), engine.channels().stream().map(ChannelInfo::name).toList());
        container.unregister(reference);
        assertEquals(List.of(), engine.channels());
        assertEquals(0, container.registry().slotsByName().size());
        channel.close();
    }

    private String kindOfRefusal() {
        return assertThrows(DmaException.class, () -> container.session("another").request(ANY)).getClass().getSimpleName();
    }

    private List<String> namesAfterRegistering(String controller) {
        container.register(controller, driver());
        return names();
    }

    private List<String> names() {
        return container.registry().slotsByName().stream().map(ChannelSlot::name).toList();
    }

    private static long copy(DmaChannel channel, Callbacks callbacks) {
        Mapping from = channel.mapper().map(Arena.ofAuto().allocate(64), MapDirection.TO_DEVICE);
        Mapping to = channel.mapper().map(Arena.ofAuto().allocate(64), MapDirection.FROM_DEVICE);
        return channel.prepareMemcpy(to, 0, from, 0, 64, TransferFlag.INTERRUPT).onComplete(callbacks.record()).submit();
    }

    private static Map<String, Object> place(String controller, int channel) {
        return Map.of(ChannelDriver.CONTROLLER, controller, ChannelDriver.CHANNEL, channel);
    }

    private static StepDriver driver() {
        return new StepDriver(ChannelCapabilities.of(Capability.MEMCPY).build(), EngineSpec.device("dma"));
    }
}
