package org.dmaengine.controller.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.Patience;
import org.junit.jupiter.api.Test;

class HangsTest {
    private final Hangs hangs = new Hangs(TimeUnit.SECONDS.toNanos(60));

    private Client<Void> hanging() {
        Client<Void> hanging = Client.does("hanging", hangs::hang);
        Patience.until(() -> hanging.thread().getState() == Thread.State.TIMED_WAITING, "it hangs");
        return hanging;
    }

    @Test
    void shouldLetGoOfWhoeverHangsAndHangAgain() {
        for (int i = 0; i < 3; i++) {
            Client<Void> hanging = hanging();
            assertEquals(1, hangs.release());
            hanging.answer();
            assertEquals(0, hangs.release());
        }
    }

    @Test
    void shouldNotHangOnceItIsOver() {
        Client<Void> hanging = hanging();
        hangs.end();
        hanging.answer();
        hangs.hang();
        hangs.release();
        hangs.hang();
    }

    @Test
    void shouldNotHangForEver() {
        Hangs brief = new Hangs(1);
        assertTimeoutPreemptively(Duration.ofSeconds(20), brief::hang);
        assertEquals(0, brief.release());
    }

    @Test
    void shouldKeepAnInterruptThatLetsItGo() {
        Thread.currentThread().interrupt();
        hangs.hang();
        assertTrue(Thread.interrupted());
    }
}
