package org.dmaengine.core.registry;

import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.concurrent.CyclicBarrier;
import org.dmaengine.core.mapping.DmaDevice;
import org.dmaengine.core.stubs.Client;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What the channels of one controller share, whoever leases them.
class ControllerInstanceTest {
    private static final int ROUNDS = 3000;

    @Test
    @DisplayName("D8 two clients that lease channels of one controller at the same moment map for one device")
    void shouldHaveOneDeviceHoweverManyAskAtOnce() {
        ControllerInstance[] instances = new ControllerInstance[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            instances[i] = new ControllerInstance("key", "dma", i, false, text -> { });
        }
        CyclicBarrier together = new CyclicBarrier(2);
        Client<DmaDevice[]> one = Client.calls("one", () -> devices(instances, together));
        Client<DmaDevice[]> other = Client.calls("other", () -> devices(instances, together));
        for (int i = 0; i < ROUNDS; i++) {
            assertSame(one.answer()[i], other.answer()[i], "of controller " + i);
        }
    }

    private static DmaDevice[] devices(ControllerInstance[] instances, CyclicBarrier together) throws Exception {
        DmaDevice[] devices = new DmaDevice[instances.length];
        for (int i = 0; i < instances.length; i++) {
            together.await();
            devices[i] = instances[i].device(false);
        }
        return devices;
    }
}
