package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dmaengine.Capability;
import org.dmaengine.ChannelRequest;
import org.dmaengine.CompletionCallback;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveMap;
import org.dmaengine.SwapPolicy;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;
import org.dmaengine.TransferStatus;
import org.dmaengine.contract.Clause;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// D12: drivers, ports and clients leave on any thread, also one of the core's, and none waits for itself.
@TheProduct
class SeamsIT {
    private static final Duration SOON = Duration.ofSeconds(5);
    /// More than enough where nobody has to be waited for, and less than [#SWAP_STOP].
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    /// What a driver that leaves is waited for, longer than by default: whoever waits for itself shall be found out.
    private static final int SWAP_STOP = 1900;
    private static final int TRANSFERS = 16;
    /// More than can be copied before somebody else has stopped the controller.
    private static final int MANY = 4000;
    private static final int BYTES = 1 << 20;

    private final BundleContext context;
    @Service
    SlaveMap slaveMap;
    @Service
    DmaEngine engine;
    private Board board;
    private Configuration controller;
    private Bundle driver;
    private Bundle client;

    SeamsIT(BundleContext context) {
        this.context = context;
    }

    /// The first SlaveMap is waited for, so that the one that comes is the second.
    @BeforeAll
    static void bePatientWithDrivers(BundleContext context, @Service ConfigurationAdmin admin, @Service SlaveMap before)
            throws Exception {
        CoreSettings.apply(context, admin, Map.of("swap.stop", SWAP_STOP));
    }

    @BeforeEach
    void configure(@Service ConfigurationAdmin admin, @Service SlaveMapSource source) throws Exception {
        board = new Board(admin, source);
        board.entry("copy", Map.of("swap.timeout", 0)); // a controller that leaves is not waited for
        controller = board.controller(1);
        slaveMap.requestChannel(board.device(), "copy", SOON).close(); // it is there
    }

    @AfterEach
    void restore() throws Exception {
        for (Bundle bundle : Stream.of(client, driver).filter(installed -> installed != null).toList()) {
            bundle.uninstall();
        }
        board.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("a completion callback stops its controller's bundle")
    @Clause({"DIFF-05", "DIFF-15"})
    void shouldLetACallbackStopTheBundleOfItsController(boolean assistable) throws Exception {
        DmaChannel channel = driven("never", assistable);
        Outcomes outcomes = new Outcomes(MANY);
        CompletableFuture<Long> stopped = new CompletableFuture<>();
        submit(channel, MANY, result -> {
            if (!stopped.isDone()) {
                stopped.complete(millisOf(driver::stop));
            }
            outcomes.onComplete(result);
        });
        channel.issuePending();
        outcomes.awaitAll();

        print("a callback stops the bundle of its controller, assistable " + assistable, stopped.join());
        assertEachEndedOnce(channel, outcomes, MANY);
        assertGone(channel);
    }

    @ParameterizedTest
    @CsvSource({"unregister, true", "unregister, false", "stop, true", "stop, false"})
    @DisplayName("a driver leaves inside its own step: abruptly, for the core, and at once")
    @Clause({"REG-20", "DIFF-05", "DIFF-15"})
    void shouldLetADriverLeaveInsideItsOwnStep(String way, boolean assistable) throws Exception {
        DmaChannel channel = driven(way, assistable);
        Outcomes outcomes = new Outcomes(TRANSFERS);
        long last = submit(channel, TRANSFERS, outcomes);
        Bounds.within(AT_ONCE, "a driver does " + way + " in its step, assistable " + assistable, () -> {
            channel.issuePending();
            channel.await(last, SOON); // assists, where that is allowed
            outcomes.awaitAll();
        });

        assertEachEndedOnce(channel, outcomes, TRANSFERS);
        TransferResult active = outcomes.results().getFirst();
        assertEquals(BYTES - 2 * LeavingDriver.STEP, active.residue(), "exact up to the last step that returned: " + active);
        assertTrue(active.uncertain() > 0, () -> "the step that left may have touched more: " + active);
        assertGone(channel);
        driver.stop();
        assertEquals(List.of(), enginesOf(LeavingDriver.CONTROLLER));
    }

    @Test
    @DisplayName("a component's deactivate closes its channel, called by the core inside the controller's UNREGISTERING event")
    @Clause({"REG-22", "HS-02", "DIFF-15"})
    void shouldLetAComponentCloseItsChannelWhenItsConditionIsWithdrawn() throws Exception {
        client = ConditionalClient.install(context, board.device());
        ConditionalClient.Log log = new ConditionalClient.Log(context);
        client.start();
        assertEquals("active", log.next());
        Bundle memcpy = bundle("org.dmaengine.controller-memcpy");
        try {
            Bounds.within(AT_ONCE, "stop of a controller whose client closes its channel meanwhile", memcpy::stop);
            assertEquals("closing", log.next());
            assertEquals("closed, its lease was whole", log.next());
            assertThrows(DmaException.NotYetAvailable.class, () -> slaveMap.requestChannel(board.device(), "copy"));
        } finally {
            memcpy.start();
        }
        assertEquals("active", log.next());
        client.stop();
        assertEquals("closing", log.next());
        assertEquals("closed, its lease was whole", log.next());
        log.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("a client waits, and maybe assists, while another thread takes the controller away")
    @Clause({"REG-20", "REG-26", "HS-01", "HS-03", "DIFF-05"})
    void shouldEndTheWaitOfAClientWhoseControllerIsStopped(boolean assistable) throws Exception {
        DmaChannel channel = driven("never", assistable);
        Outcomes outcomes = new Outcomes(MANY);
        long awaited = submit(channel, MANY, outcomes);
        channel.issuePending();
        CompletableFuture<TransferStatus> waiting = CompletableFuture.supplyAsync(() -> await(channel, awaited));
        outcomes.awaitFirst();
        Bounds.within(AT_ONCE, "stop of a controller that a client waits for, assistable " + assistable, driver::stop);
        TransferStatus status = Bounds.answerWithin(AT_ONCE, "and the end of that wait", () -> waiting.get(5, TimeUnit.SECONDS));

        assertEquals(DmaStatus.ABORTED, status.status());
        assertEquals(BYTES, status.residue());
        outcomes.awaitAll();
        assertEachEndedOnce(channel, outcomes, MANY);
        assertGone(channel);
    }

    @Test
    @DisplayName("a client closes its channel inside bundle stop while its own callback blocks")
    void shouldNotWaitForTheClientsOwnCallbackWhenItsBundleStops() throws Exception {
        CountDownLatch running = latch("running");
        CountDownLatch released = latch("released");
        client = BlockedClient.install(context, board.device());
        client.start();
        assertTrue(running.await(5, TimeUnit.SECONDS), "the callback runs");
        try {
            Bounds.within(Bounds.RELEASE.plusMillis(500), "stop of a client that closes while its callback blocks", client::stop);
            assertEquals(1, released.getCount(), "it still blocks");
            // Somebody else's callbacks do not wait for it either.
            try (DmaChannel next = slaveMap.requestChannel(board.device(), "copy")) {
                Outcomes outcomes = new Outcomes(1);
                submit(next, 1, outcomes);
                next.issuePending();
                outcomes.awaitAll();
            }
        } finally {
            released.countDown();
        }
    }

    /// A channel of the driver bundle, which is installed and started for it; no other one can take its place.
    private DmaChannel driven(String leaves, boolean assistable) throws BundleException {
        driver = LeavingDriver.install(context, leaves, assistable);
        driver.start();
        return engine.request(ChannelRequest.of(Capability.MEMCPY).onController(LeavingDriver.CONTROLLER).swap(SwapPolicy.DRAIN, Duration.ZERO));
    }

    /// @return the last cookie
    private static long submit(DmaChannel channel, int transfers, CompletionCallback callback) {
        Mapping from = channel.mapper().allocate(BYTES);
        Mapping to = channel.mapper().allocate(BYTES);
        return LongStream.range(0, transfers)
                .map(_ -> channel.prepareMemcpy(to, 0, from, 0, BYTES, TransferFlag.INTERRUPT).onComplete(callback).submit())
                .max().orElseThrow();
    }

    private static TransferStatus await(DmaChannel channel, long cookie) {
        try {
            return channel.await(cookie, SOON);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts here", e);
        }
    }

    private static void assertEachEndedOnce(DmaChannel channel, Outcomes outcomes, int transfers) {
        assertEquals(LongStream.rangeClosed(1, transfers).boxed().toList(), outcomes.cookies(), "each once, in order");
        assertEquals(TransferOutcome.ABORTED, outcomes.results().getLast().outcome());
        for (TransferResult result : outcomes.results()) {
            DmaStatus expected = result.outcome() == TransferOutcome.NO_ERROR ? DmaStatus.COMPLETE : DmaStatus.ABORTED;
            assertEquals(expected, channel.status(result.cookie()).status(), result::toString);
        }
    }

    private void assertGone(DmaChannel channel) throws Exception {
        assertThrows(DmaException.ChannelGone.class, channel::issuePending);
        assertThrows(DmaException.ChannelGone.class, channel::prepareInterrupt);
        assertFalse(engine.channels().stream().anyMatch(info -> info.controller().equals(LeavingDriver.CONTROLLER)), "hidden at once");
        Bounds.within(AT_ONCE, "close of a channel that is gone", channel::close);
    }

    /// The engine's threads that have not ended.
    private static List<String> enginesOf(String controller) throws InterruptedException {
        for (Thread thread : EngineThreads.alive()) {
            if (thread.getName().contains("-" + controller)) {
                thread.join(Bounds.CORE);
            }
        }
        return EngineThreads.alive().stream().map(Thread::getName).filter(name -> name.contains("-" + controller)).toList();
    }

    private CountDownLatch latch(String name) {
        CountDownLatch latch = new CountDownLatch(1);
        context.registerService(CountDownLatch.class, latch, new Hashtable<>(Map.of("name", name)));
        return latch;
    }

    private static long millisOf(Bounds.Action action) {
        try {
            long begin = System.nanoTime();
            action.run();
            return (System.nanoTime() - begin) / 1_000_000;
        } catch (Exception e) {
            throw new AssertionError("inside the callback", e);
        }
    }

    private static void print(String sentence, long millis) {
        System.out.println(sentence + ": " + millis + " ms, at most " + AT_ONCE.toMillis());
        assertTrue(millis <= AT_ONCE.toMillis(), () -> sentence + " took " + millis + " ms");
    }

    private Bundle bundle(String symbolicName) {
        return Stream.of(context.getBundles()).filter(bundle -> bundle.getSymbolicName().equals(symbolicName)).findFirst().orElseThrow();
    }
}
