package org.dmaengine.core.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.ChannelRequest;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.ResidueGranularity;
import org.dmaengine.SlaveConfig;
import org.dmaengine.contract.Clause;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a driver need not state or implement (REG-04, REG-06, REG-32 to REG-35).
class OptionalStatementsTest {
    private final Container container = new Container();

    @Test
    @DisplayName("REG-04 one kind of work does not oblige a driver to offer another")
    @Clause("REG-04")
    void shouldTakeEachKindByItself() {
        for (ChannelCapabilities.Builder kind : List.of(
                ChannelCapabilities.of(Capability.SLAVE).directions(Direction.DEV_TO_MEM),
                ChannelCapabilities.of(Capability.CYCLIC).directions(Direction.DEV_TO_MEM),
                ChannelCapabilities.of(Capability.INTERLEAVE),
                ChannelCapabilities.of(Capability.INTERLEAVE, Capability.REPEAT),
                ChannelCapabilities.of(Capability.MEMSET_SG),
                ChannelCapabilities.of(Capability.INTERRUPT),
                ChannelCapabilities.of(Capability.MEMCPY).pause(false, false))) {
            container.register("dma" + container.registry().slots().size(), new BareDriver(kind));
        }
        assertEquals(7, container.registry().slots().size(), () -> container.log.lines().toString());
    }

    @Test
    @DisplayName("REG-06 a driver that implements what it must is configured, paused, resumed, terminated and released")
    @Clause("REG-06")
    void shouldServeWithWhatADriverMustHave() throws InterruptedException {
        BareDriver driver = new BareDriver(ChannelCapabilities.of(Capability.MEMCPY, Capability.SLAVE).directions(Direction.MEM_TO_DEV));
        assertEquals(0, driver.pause(null));
        driver.resume(null);
        driver.check(null);
        container.register("bare", driver);
        DmaChannel channel = container.session("client").request(new ByCapability(ChannelRequest.of(Capability.MEMCPY)));
        MemorySegment source = Arena.ofAuto().allocate(64).fill((byte) 7);
        MemorySegment target = Arena.ofAuto().allocate(64);
        Mapping from = channel.mapper().map(source, MapDirection.TO_DEVICE);
        Mapping to = channel.mapper().map(target, MapDirection.FROM_DEVICE);
        channel.configure(SlaveConfig.builder().build());
        channel.pause();
        long cookie = channel.prepareMemcpy(to, 0, from, 0, 64).submit();
        channel.issuePending();
        assertEquals(DmaStatus.PAUSED, channel.status(cookie).status());
        channel.resume();
        assertEquals(DmaStatus.COMPLETE, channel.await(cookie, Duration.ofSeconds(20)).status());
        assertArrayEquals(source.toArray(ValueLayout.JAVA_BYTE), target.toArray(ValueLayout.JAVA_BYTE));
        channel.terminateSync();
        channel.close();
        container.session("next").request(new ByCapability(ChannelRequest.of(Capability.MEMCPY))).close();
        assertEquals(List.of(), container.log.lines());
    }

    @Test
    @DisplayName("REG-32 directions are those of slave transfers; memory to memory may be stated beside them and allows none")
    @Clause("REG-32")
    void shouldTransferInTheDirectionsStatedOnly() {
        container.register("dma", new BareDriver(ChannelCapabilities.of(Capability.SLAVE, Capability.MEMCPY)
                .directions(Direction.MEM_TO_DEV, Direction.MEM_TO_MEM)));
        DmaChannel channel = container.session("client").request(new ByCapability(ChannelRequest.of(Capability.SLAVE)));
        assertEquals(Set.of(Direction.MEM_TO_DEV, Direction.MEM_TO_MEM), channel.capabilities().directions());
        channel.configure(SlaveConfig.builder().build());
        Mapping buffer = channel.mapper().map(Arena.ofAuto().allocate(64), MapDirection.BIDIRECTIONAL);
        channel.prepareSlaveSingle(buffer, 0, 64, Direction.MEM_TO_DEV);
        assertThrows(DmaException.Rejected.class, () -> channel.prepareSlaveSingle(buffer, 0, 64, Direction.DEV_TO_MEM));
        assertThrows(RuntimeException.class, () -> channel.prepareSlaveSingle(buffer, 0, 64, Direction.MEM_TO_MEM));
    }

    @Test
    @DisplayName("REG-34, REG-35 who states nothing further has single-use descriptors without metadata")
    @Clause({"REG-34", "REG-35"})
    void shouldStateLittleByDefault() {
        ChannelCapabilities capabilities = ChannelCapabilities.of(Capability.MEMCPY).build();
        assertFalse(capabilities.reuse());
        assertEquals(Set.of(), capabilities.metadataModes());
        assertEquals(ResidueGranularity.BURST, capabilities.granularity());
        assertTrue(capabilities.directions().isEmpty());
        container.register("dma", new BareDriver(ChannelCapabilities.of(Capability.MEMCPY)));
        DmaChannel channel = container.session("client").request(new ByCapability(ChannelRequest.of(Capability.MEMCPY)));
        Mapping buffer = channel.mapper().map(Arena.ofAuto().allocate(64), MapDirection.BIDIRECTIONAL);
        assertThrows(DmaException.Rejected.class, () -> channel.prepareMemcpy(buffer, 0, buffer, 32, 16).reusable(true));
        assertThrows(DmaException.Rejected.class,
                () -> channel.prepareMemcpy(buffer, 0, buffer, 32, 16).attachMetadata(MemorySegment.ofArray(new byte[4])));
    }
}
