package org.dmaengine.slavemap.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.dmaengine.slavemap.files.FileMap.Key;
import org.dmaengine.slavemap.files.FollowedFiles.Kept;
import org.dmaengine.slavemap.files.stubs.RecordingLogger;
import org.dmaengine.spi.SlaveMapSource.Answer;
import org.dmaengine.spi.SlaveMapSource.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The life of what is followed, whatever kind of files it is: with files and maps that a test has in hand.
class FollowedFilesTest {
    private static final Path PATH = Path.of("machine");
    private static final Kept UNCHANGED = () -> false;

    private final RecordingLogger log = new RecordingLogger();
    private final FileMap none = map("none");
    private final FollowedFiles files = new FollowedFiles("the machine", "dma-followed", none, log.logger());

    @AfterEach
    void end() {
        files.close();
    }

    @Test
    void shouldHaveNoMapBeforeItFollowsAnything() {
        files.renew();
        assertSame(none, files.map());
    }

    @Test
    void shouldMakeTheMapAnewWhenALookSeesAChange() throws Exception {
        AtomicInteger read = new AtomicInteger(1);
        AtomicInteger seen = new AtomicInteger();
        files.follow(PATH, () -> read.get() != seen.getAndSet(read.get()), 1, () -> map("of " + read.get()));
        files.renew();
        assertEquals("of 1", answer());
        CountDownLatch told = new CountDownLatch(1);
        try (Subscription _ = files.onChange(told::countDown)) {
            read.set(2);
            assertTrue(told.await(10, TimeUnit.SECONDS));
        }
        assertEquals("of 2", answer());
    }

    @Test
    void shouldTellOnlyWhatChangesAnAnswer() {
        AtomicInteger told = new AtomicInteger();
        files.onChange(told::incrementAndGet);
        follow(() -> map("one"));
        assertEquals(1, told.get());
        files.renew();
        follow(() -> map("one", "a problem"));
        assertEquals(1, told.get());
    }

    @Test
    void shouldTryAgainWhenAMapCouldNotBeMade() throws Exception {
        AtomicBoolean hasChanged = new AtomicBoolean();
        AtomicInteger tries = new AtomicInteger();
        files.follow(PATH, () -> hasChanged.getAndSet(false), 1, () -> {
            if (tries.incrementAndGet() == 2) {
                throw new AssertionError("on purpose");
            }
            return map("try " + tries);
        });
        files.renew();
        CountDownLatch told = new CountDownLatch(1);
        try (Subscription _ = files.onChange(told::countDown)) {
            hasChanged.set(true);
            assertTrue(told.await(10, TimeUnit.SECONDS), "the change was lost with the first try");
        }
        assertEquals("try 3", answer());
        assertEquals("error [{} cannot be looked at, the machine, java.lang.AssertionError: on purpose]", log.lines().getFirst());
    }

    @Test
    void shouldFollowTheFormerFilesWhenOthersCannotBeLookedAt() throws Exception {
        AtomicBoolean hasChanged = new AtomicBoolean();
        AtomicInteger made = new AtomicInteger();
        files.follow(PATH, () -> hasChanged.getAndSet(false), 1, () -> map("former " + made.incrementAndGet()));
        assertThrows(OutOfMemoryError.class, () -> files.follow(Path.of("other"), () -> {
            throw new OutOfMemoryError("on purpose");
        }, 1, () -> map("other")));
        CountDownLatch told = new CountDownLatch(1);
        try (Subscription _ = files.onChange(told::countDown)) {
            hasChanged.set(true);
            assertTrue(told.await(10, TimeUnit.SECONDS), "nobody looks any more");
        }
        assertTrue(answer().startsWith("former"), this::answer);
    }

    @Test
    void shouldPollNoMoreWhenItIsClosedDuringALook() throws Exception {
        FollowedFiles closed = new FollowedFiles("the machine", "dma-closed", none, log.logger());
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread following = Thread.ofPlatform().daemon().start(() -> {
            closed.follow(PATH, () -> {
                hanging.countDown();
                return awaited(end);
            }, 60_000, () -> map("late"));
            closed.renew();
        });
        assertTrue(hanging.await(10, TimeUnit.SECONDS));
        closed.close();
        end.countDown();
        following.join();
        assertSame(none, closed.map());
        assertFalse(Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals("dma-closed")),
                "a thread polls that nobody ends");
    }

    @Test
    void shouldWaitForNoLookThatHangs() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        files.follow(PATH, () -> {
            if (looks.incrementAndGet() > 1) {
                hanging.countDown();
                awaited(end);
            }
            return false;
        }, 1, () -> map("hanging"));
        assertTrue(hanging.await(10, TimeUnit.SECONDS));
        CountDownLatch done = new CountDownLatch(1);
        Thread.ofPlatform().daemon().start(() -> {
            follow(() -> map("other"));
            files.close();
            done.countDown();
        });
        try {
            assertTrue(done.await(10, TimeUnit.SECONDS), "the look holds the others up");
            assertEquals("other", answer());
        } finally {
            end.countDown();
        }
    }

    @Test
    void shouldHoldNoLockWhileAMapIsMadeOrAListenerRuns() {
        AtomicInteger passed = new AtomicInteger();
        files.onChange(() -> passed.addAndGet(canOtherThreadsGoOn() ? 1 : 0));
        follow(() -> {
            passed.addAndGet(canOtherThreadsGoOn() ? 1 : 0);
            return map("one");
        });
        assertEquals(2, passed.get(), "another thread could not go on meanwhile");
    }

    private boolean canOtherThreadsGoOn() {
        CountDownLatch followed = new CountDownLatch(1);
        Thread.ofPlatform().daemon().start(() -> {
            files.follow(Path.of("other"), UNCHANGED, 0, () -> map("one"));
            followed.countDown();
        });
        return awaited(followed);
    }

    @Test
    void shouldNotReplaceANewerMapByOneThatIsMadeLate() throws Exception {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        files.follow(PATH, UNCHANGED, 0, () -> {
            making.countDown();
            awaited(end);
            return map("late");
        });
        Thread late = Thread.ofPlatform().daemon().start(files::renew);
        assertTrue(making.await(10, TimeUnit.SECONDS));
        follow(() -> map("newer"));
        end.countDown();
        late.join();
        assertEquals("newer", answer());
    }

    @Test
    void shouldTellTheOthersWhenAListenerThrows() {
        AtomicInteger told = new AtomicInteger();
        files.onChange(() -> {
            throw new IllegalStateException("on purpose");
        });
        files.onChange(() -> {
            throw new NoClassDefFoundError("on purpose");
        });
        files.onChange(told::incrementAndGet);
        follow(() -> map("one"));
        assertEquals(1, told.get());
        assertEquals(List.of("error [a listener of the slave map failed, java.lang.IllegalStateException: on purpose]",
                "error [a listener of the slave map failed, java.lang.NoClassDefFoundError: on purpose]"), log.lines());
    }

    @Test
    void shouldTellWhatHasChangedEvenIfItCannotBeLogged() {
        AtomicInteger told = new AtomicInteger();
        files.onChange(told::incrementAndGet);
        log.then(() -> {
            throw new IllegalStateException("on purpose");
        });
        assertThrows(IllegalStateException.class, () -> follow(() -> map("one", "a problem")));
        assertEquals(1, told.get());
    }

    @Test
    void shouldLogEachNewProblemUpToANumberThatIsRead() {
        String[] many = IntStream.range(0, 25).mapToObj(i -> "problem " + i).toArray(String[]::new);
        follow(() -> map("one", many));
        assertEquals(21, log.lines().size());
        assertEquals("warn [{}, problem 19]", log.lines().get(19));
        assertEquals("warn [... and {} more; dma:map problems={} shows all, 5, machine]", log.lines().getLast());
        files.renew();
        assertEquals(21, log.lines().size());
    }

    @Test
    void shouldDoNothingMoreOnceItIsClosed() {
        AtomicInteger made = new AtomicInteger();
        follow(() -> map("map " + made.incrementAndGet()));
        files.close();
        files.renew();
        follow(() -> map("another"));
        assertEquals("map 1", answer());
        assertEquals(1, made.get());
    }

    @Test
    void shouldEndItsThreadWhenItIsClosed() throws Exception {
        FollowedFiles closed = new FollowedFiles("the machine", "dma-ended", none, log.logger());
        closed.follow(PATH, UNCHANGED, 1, () -> none);
        Thread polling = Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("dma-ended")).findFirst()
                .orElseThrow();
        closed.close();
        assertTrue(polling.join(Duration.ofSeconds(10)));
    }

    private void follow(Supplier<FileMap> make) {
        files.follow(PATH, UNCHANGED, 0, make);
        files.renew();
    }

    private String answer() {
        return files.map().lookup("device", "name") instanceof Answer.Deferred(String reason) ? reason : "none";
    }

    private static FileMap map(String reason, String... problems) {
        return new FileMap(Map.of(new Key("device", "name"), new Answer.Deferred(reason)), Map.of(), List.of(), List.of(problems),
                "nowhere");
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
