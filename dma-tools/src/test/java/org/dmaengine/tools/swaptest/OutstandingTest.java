package org.dmaengine.tools.swaptest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.dmaengine.DmaDescriptor;
import org.junit.jupiter.api.Test;

class OutstandingTest {
    private final Ledger ledger = new Ledger();
    private final Outstanding<String> outstanding = new Outstanding<>("client", ledger);

    @Test
    void shouldTakeTransfersThatEndOnceAndInOrder() throws InterruptedException {
        submit(1, "a");
        submit(2, "b");
        assertEquals(Map.of(1L, "a", 2L, "b"), outstanding.all());
        assertTrue(outstanding.ended(1));
        assertFalse(outstanding.awaitEmpty(0));
        assertTrue(outstanding.ended(2));
        assertTrue(outstanding.awaitEmpty(0));
        assertEquals(0, ledger.balance().repeated() + ledger.balance().outOfOrder());
        assertEquals(2, ledger.balance().submitted());
    }

    @Test
    void shouldNoticeWhatEndsTwice() {
        submit(1, "a");
        outstanding.ended(1);
        assertFalse(outstanding.ended(1));
        assertEquals(1, ledger.balance().repeated());
    }

    @Test
    void shouldNoticeWhatEndsOutOfOrder() {
        submit(1, "a");
        submit(2, "b");
        outstanding.ended(2);
        outstanding.ended(1);
        assertEquals(1, ledger.balance().outOfOrder());
    }

    @Test
    void shouldForgetWhatWasDropped() {
        submit(1, "a");
        assertEquals(Map.of(1L, "a"), outstanding.drop());
        assertTrue(outstanding.isEmpty());
    }

    private void submit(long cookie, String transfer) {
        outstanding.submit((DmaDescriptor) Proxy.newProxyInstance(OutstandingTest.class.getClassLoader(), new Class<?>[] {DmaDescriptor.class},
                (_, _, _) -> cookie), transfer);
    }
}
