package org.dmaengine.core.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.core.stubs.CopyDriver;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.DriverAccess;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

/// Channels that a bundle drives by itself (D2).
class LoansTest {
    private static final Wanted ANY = new ByCapability(ChannelRequest.of(Capability.MEMCPY));

    private static final DriverAccess.Recall UNHEARD = _ -> { };

    private final Container container = new Container();
    private final ServiceReference<ChannelDriver> reference = container.register("dma",
            new CopyDriver(ChannelCapabilities.of(Capability.MEMCPY).build(), EngineSpec.device("dma")));
    private final Loans loans = new Loans(container.component("kit"), container.registry());

    @Test
    @DisplayName("D2 a client who asks meanwhile is told who has the channel")
    void shouldBeHeldByTheBorrower() {
        try (DriverAccess.Loan _ = loans.borrow(reference, "dma:tck", UNHEARD)) {
            DmaException.ChannelBusy busy = assertThrows(DmaException.ChannelBusy.class, () -> container.session("client").request(ANY));
            assertTrue(busy.getMessage().contains("dma:tck of kit"), busy::getMessage);
        }
        container.session("client").request(ANY).close();
    }

    @Test
    @DisplayName("D5 a client who waits gets it when it comes back")
    void shouldServeWhoWaits() throws Exception {
        DriverAccess.Loan loan = loans.borrow(reference, "dma:tck", UNHEARD);
        CompletableFuture<DmaChannel> waiting = container.session("client").requestAsync(ANY).toCompletableFuture();
        assertFalse(waiting.isDone());
        loan.close();
        loan.close();
        waiting.get(Patience.NANOS, TimeUnit.NANOSECONDS).close();
    }

    @Test
    void shouldNotLendWhatAClientHolds() {
        try (DmaChannel _ = container.session("client").request(ANY)) {
            DmaException.ChannelBusy busy = assertThrows(DmaException.ChannelBusy.class, () -> loans.borrow(reference, "dma:tck", UNHEARD));
            assertEquals("client", busy.holder());
        }
    }

    @Test
    void shouldKeepABrokenChannelFromEverybody() {
        loans.borrow(reference, "dma:tck", UNHEARD).closeBroken("its driver hangs");
        assertThrows(DmaException.class, () -> container.session("client").request(ANY));
        DmaException.NotYetAvailable refusal = assertThrows(DmaException.NotYetAvailable.class,
                () -> loans.borrow(reference, "dma:tck", UNHEARD));
        assertTrue(refusal.getMessage().contains("its driver hangs"), refusal::getMessage);
    }

    @Test
    void shouldNotLendWhatHasLeft() {
        container.unregister(reference);
        DmaException.NotYetAvailable refusal = assertThrows(DmaException.NotYetAvailable.class,
                () -> loans.borrow(reference, "dma:tck", UNHEARD));
        assertTrue(refusal.getMessage().startsWith("channel 0 of controller dma is not present"), refusal::getMessage);
    }

    @Test
    void shouldGiveToNobodyWhatABorrowerHasNotGivenBackWhenItStops() {
        DriverAccess.Loan loan = loans.borrow(reference, "dma:tck", UNHEARD);
        loans.deactivate();
        loan.close(); // it has been inside the driver meanwhile
        DmaException refusal = assertThrows(DmaException.class, () -> container.session("client").request(ANY));
        assertTrue(refusal.getMessage().contains("kit has stopped without giving it back"), refusal::getMessage);
    }

    @Test
    void shouldLendNothingToABorrowerThatHasStopped() {
        loans.deactivate();
        DmaException.ChannelGone refusal = assertThrows(DmaException.ChannelGone.class, () -> loans.borrow(reference, "dma:tck", UNHEARD));
        assertEquals("dma0chan0 is not lent to kit: that bundle, or the DMA engine core, is stopping", refusal.getMessage());
        container.session("client").request(ANY).close();
    }

    @Test
    @DisplayName("REG-22 a controller that leaves waits until the borrower has given its channel back")
    void shouldWaitForTheBorrowerWhenTheControllerLeaves() throws Exception {
        AtomicBoolean letGo = new AtomicBoolean();
        CompletableFuture<Void> recalled = new CompletableFuture<>();
        DriverAccess.Loan loan = loans.borrow(reference, "dma:tck", _ -> recalled.complete(null));
        CompletableFuture<Void> back = recalled.thenRunAsync(() -> {
            letGo.set(true);
            loan.close();
        });
        container.unregister(reference);
        assertTrue(letGo.get(), "the channel had not come back when its controller was gone");
        back.get(Patience.NANOS, TimeUnit.NANOSECONDS);
    }

    @Test
    void shouldNotWaitForTheBorrowerForEver() throws Exception {
        AtomicLong deadline = new AtomicLong();
        DriverAccess.Loan loan = loans.borrow(reference, "dma:tck", deadline::set);
        CompletableFuture.runAsync(() -> container.unregister(reference)).get(Patience.NANOS, TimeUnit.NANOSECONDS);
        assertTrue(System.nanoTime() - deadline.get() >= 0);
        loan.close();
        assertThrows(DmaException.class, () -> container.session("client").request(ANY));
    }

    @Test
    void shouldLeaveDespiteABorrowerThatFails() {
        loans.borrow(reference, "dma:tck", _ -> {
            throw new NoClassDefFoundError("org/example/Kit");
        });
        container.unregister(reference);
        assertThrows(DmaException.NotYetAvailable.class, () -> loans.borrow(reference, "dma:tck", UNHEARD));
    }
}
