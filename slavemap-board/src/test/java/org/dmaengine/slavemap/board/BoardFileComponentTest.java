package org.dmaengine.slavemap.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dmaengine.slavemap.files.stubs.RecordingLogger;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource.Answer;
import org.dmaengine.spi.SlaveMapSource.Origin;
import org.dmaengine.spi.SlaveMapSource.Subscription;
import org.junit.jupiter.api.Test;

class BoardFileComponentTest {
    private static final String RX = EntryConfig.PID + "~uart0-rx";
    private static final String TX = EntryConfig.PID + "~uart0-tx";

    private final RecordingLogger log = new RecordingLogger();
    private final BoardFileComponent board = new BoardFileComponent(log.logger());

    @Test
    void shouldBeTheLastSourceToBeAsked() { // REQ-02
        assertEquals(Origin.BOARD_FILE, board.origin());
    }

    @Test
    void shouldTakeConfigurationsInAndForgetDeletedOnes() {
        update(RX, Map.of("device", "uart0", "name", "rx", "controller", "fifo0"));
        assertEquals(List.of(RX), origins());
        assertInstanceOf(Answer.Found.class, board.lookup("uart0", "rx"));
        board.deleted(RX);
        assertEquals(List.of(), origins());
        assertInstanceOf(Answer.None.class, board.lookup("uart0", "rx"));
        assertEquals(List.of(), log.lines());
    }

    @Test
    void shouldLogABadConfigurationAndLeaveTheOthersInForceUntilItIsMended() {
        update(TX, Map.of("device", "uart0", "name", "tx", "controller", "fifo0"));
        update(RX, Map.of("device", "uart0", "name", "rx", "controller", "fifo0", "channel", "four"));
        assertEquals(List.of(TX), origins());
        assertEquals(List.of("error [{}, slave-map entry " + RX + " is left out: channel = \"four\" (String) is refused; "
                + "allowed is a whole number from 0 to 2147483647]"), log.lines());
        update(RX, Map.of("device", "uart0", "name", "rx", "controller", "fifo0", "channel", 4L));
        assertEquals(List.of(RX, TX), origins());
        assertEquals(1, log.lines().size());
    }

    @Test
    void shouldReplaceAnEntryWithoutAMomentInWhichTheNameIsUnknown() throws InterruptedException {
        update(RX, Map.of("device", "uart0", "name", "rx", "controller", "fifo0", "swap.timeout", 1L));
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        List<Answer> gaps = new ArrayList<>();
        Thread client = Thread.ofPlatform().start(() -> {
            do {
                Answer answer = board.lookup("uart0", "rx");
                if (!(answer instanceof Answer.Found)) {
                    gaps.add(answer);
                }
                looking.countDown();
            } while (done.getCount() > 0);
        });
        assertTrue(looking.await(10, TimeUnit.SECONDS));
        for (long timeout = 2; timeout < 20_000; timeout++) {
            update(RX, Map.of("device", "uart0", "name", "rx", "controller", "fifo0", "swap.timeout", timeout));
        }
        done.countDown();
        client.join();
        assertEquals(List.of(), gaps);
    }

    @Test
    void shouldAnnounceEachChangeOnceItIsToBeSeenAndNothingElse() {
        List<List<String>> seen = new ArrayList<>();
        Subscription subscription = board.onChange(() -> seen.add(origins()));
        update(RX, Map.of("device", "uart0", "name", "rx", "controller", "fifo0"));
        update(RX, Map.of("device", "uart0", "name", "rx", "controller", "fifo0"));
        update(TX, Map.of("device", "uart0"));
        update(TX, Map.of("device", "uart0", "name", "tx", "controller", "fifo0"));
        board.deleted(RX);
        subscription.close();
        board.deleted(TX);
        assertEquals(List.of(List.of(RX), List.of(RX, TX), List.of(TX)), seen);
    }

    @Test
    void shouldHoldNoLockWhileAListenerRuns() throws InterruptedException {
        CountDownLatch updated = new CountDownLatch(1);
        boolean[] waited = new boolean[1];
        Subscription[] subscription = new Subscription[1];
        subscription[0] = board.onChange(() -> {
            subscription[0].close();
            Thread.ofPlatform().start(() -> {
                update(TX, Map.of("device", "uart0", "name", "tx", "controller", "fifo0"));
                updated.countDown();
            });
            try {
                waited[0] = updated.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        update(RX, Map.of("device", "uart0", "name", "rx", "controller", "fifo0"));
        assertTrue(waited[0], "another thread could not change an entry while the listener ran");
    }

    @Test
    void shouldLogAListenerThatThrowsAndKeepTheEntry() {
        board.onChange(() -> {
            throw new IllegalStateException("on purpose");
        });
        update(RX, Map.of("device", "uart0", "name", "rx", "controller", "fifo0"));
        assertEquals(List.of(RX), origins());
        assertEquals(List.of("error [a listener of the slave map failed, java.lang.IllegalStateException: on purpose]"),
                log.lines());
    }

    private List<String> origins() {
        return board.entries().stream().map(SlaveMapEntry::origin).toList();
    }

    private void update(String pid, Map<String, Object> properties) {
        board.updated(pid, new Hashtable<>(properties));
    }
}
