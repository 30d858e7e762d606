package org.dmaengine.testing.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmaengine.testing.Misplaced;
import org.dmaengine.testing.fixtures.Ends;
import org.dmaengine.testing.fixtures.EveryKindInside;
import org.dmaengine.testing.fixtures.EveryKindOutside;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class InOsgiTestEngineIT {
    private static final String ENGINE = "jupiter-in-osgi";

    @Test
    void shouldReportWhatJupiterReportsOutside() {
        List<String> outside = Events.of(run("junit-jupiter", EveryKindOutside.class));
        List<String> inside = Events.of(run(ENGINE, EveryKindInside.class));
        assertTrue(outside.size() > 80, () -> "too few events to say anything: " + outside);
        assertEquals(outside.size(), inside.size());
        for (int i = 0; i < outside.size(); i++) {
            assertEquals(outside.get(i), inside.get(i).replace("EveryKindInside", "EveryKindOutside"));
        }
    }

    @Test
    void shouldFailTheClassWhoseBeforeAllFails() {
        assertEquals(List.of("InBeforeAll FAILED java.lang.IllegalStateException: cannot prepare"),
                Ending.of(run(ENGINE, Ends.InBeforeAll.class)));
    }

    @Test
    void shouldFailTheClassWhoseAfterAllFails() {
        assertEquals(List.of("passes SUCCESSFUL", "InAfterAll FAILED java.lang.IllegalStateException: cannot tidy up"),
                Ending.of(run(ENGINE, Ends.InAfterAll.class)));
    }

    @Test
    void shouldSkipADisabledClass() {
        assertEquals(List.of("Unseen SKIPPED until it rains"), Ending.of(run(ENGINE, Ends.Unseen.class)));
    }

    @Test
    void shouldReadFailuresOfTheContainerLikeTheOriginal() {
        assertEquals(List.of(
                "throwsIt FAILED org.dmaengine.testing.fixtures.Ends$WithAFailureOfItsOwn$Broken: gears",
                "throwsItWrapped FAILED java.util.concurrent.ExecutionException: later",
                "WithAFailureOfItsOwn SUCCESSFUL"), Ending.of(run(ENGINE, Ends.WithAFailureOfItsOwn.class)));
    }

    @Test
    void shouldSayWhatThereIsInsteadOfAMissingService() {
        String failure = Ending.of(run(ENGINE, Ends.WithoutAService.class)).getFirst();
        assertTrue(failure.contains("no service (&(objectClass=java.lang.Runnable)(colour=green)) within 20 ms"), failure);
        assertTrue(failure.contains("nobody has registered one, and all bundles are started"), failure);
    }

    @Test
    void shouldNameComponentsThatWaitAndBundlesThatAreNotStarted() {
        String failure = Ending.of(run(ENGINE, Ends.WithAComponentThatWaits.class)).getFirst();
        assertTrue(failure.contains("component needy waits for its reference tank (full=true)"), failure);
        assertTrue(failure.contains("idle is not started"), failure);
    }

    @Test
    void shouldSayThatTheServiceIsOfAnotherClassOfThatName() {
        String failure = Ending.of(run(ENGINE, Ends.WithAServiceOfAnotherClass.class)).getFirst();
        assertTrue(failure.contains("there is one of tank.maker with {"), failure);
        assertTrue(failure.contains("but of another Tank than the one of org.dmaengine.testing.tests"), failure);
    }

    @Test
    void shouldRefuseAPackageThatABundleExports() {
        String failure = Ending.of(run(ENGINE, Misplaced.class)).getFirst();
        assertTrue(failure.contains("the test's package org.dmaengine.testing is exported by"), failure);
    }

    @Test
    void shouldGoOnWithTheNextClassAfterAContainerThatDidNotStart() {
        List<String> ends = Ending.of(run(ENGINE, Ends.WithoutABundle.class, Ends.WithAnUnresolvedBundle.class, Ends.Well.class));
        assertEquals(5, ends.size(), ends::toString);
        assertTrue(ends.get(0).matches("(?s)WithoutABundle FAILED .*no bundle org.example.unheard.of .*org.apache.felix.scr.*"), ends.get(0));
        assertTrue(ends.get(1).matches("(?s)WithAnUnresolvedBundle FAILED .*org.apache.felix.scr: .*osgi.extender.*|"
                + "(?s)WithAnUnresolvedBundle FAILED .*org.apache.felix.scr: .*org.osgi.*"), ends.get(1));
        assertEquals(List.of("passes SUCCESSFUL", "passesToo SUCCESSFUL", "Well SUCCESSFUL"), ends.subList(2, 5));
    }

    @Test
    void shouldFailTheClassWhoseContainerDoesNotStop() {
        CountDownLatch letGo = new CountDownLatch(1);
        System.getProperties().put(Ends.InAContainerThatDoesNotStop.LATCH, letGo);
        try {
            List<String> ends = Ending.of(EngineTestKit.engine(ENGINE)
                    .selectors(DiscoverySelectors.selectClass(Ends.InAContainerThatDoesNotStop.class))
                    .configurationParameter("org.dmaengine.testing.stop.millis", "50").execute());
            assertEquals("passes SUCCESSFUL", ends.getFirst());
            assertTrue(ends.getLast().matches("InAContainerThatDoesNotStop FAILED .*not yet stopped after 50 ms.*"), ends.getLast());
        } finally {
            letGo.countDown();
            System.getProperties().remove(Ends.InAContainerThatDoesNotStop.LATCH);
        }
    }

    @Test
    void shouldRunOnlyTheMethodThatIsAskedFor() {
        System.clearProperty(Ends.Well.RAN);
        assertEquals(List.of("passesToo SUCCESSFUL", "Well SUCCESSFUL"),
                Ending.of(run(ENGINE, DiscoverySelectors.selectMethod(Ends.Well.class, "passesToo"))));
        assertEquals(" passesToo", System.getProperty(Ends.Well.RAN));
    }

    @Test
    void shouldLeaveOtherClassesToJupiterAndBeLeftItsOwn() {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(Ends.Well.class), DiscoverySelectors.selectClass(Plain.class))
                .build(), listener);
        assertEquals(3, listener.getSummary().getTestsSucceededCount());
        assertEquals(3, listener.getSummary().getTestsFoundCount());
    }

    static class Plain {
        @Test
        void passes() {
        }
    }

    @Test
    void shouldRefuseToRunOutside() {
        List<String> ends = Ending.of(run("junit-jupiter", Ends.Well.class));
        assertEquals(1, ends.size(), ends::toString);
        assertTrue(ends.getFirst().contains("let it choose jupiter-in-osgi as well"), ends.getFirst());
    }

    @Test
    void shouldLeaveNoStorageBehind() throws IOException {
        Set<Path> before = storages();
        run(ENGINE, Ends.Well.class, Ends.WithoutABundle.class, Ends.WithAnUnresolvedBundle.class);
        assertEquals(before, storages());
    }

    private static Set<Path> storages() throws IOException {
        Path exam = Files.createDirectories(Path.of("target", "exam"));
        try (Stream<Path> folders = Files.list(exam)) {
            return folders.collect(Collectors.toSet());
        }
    }

    private static EngineExecutionResults run(String engine, Class<?>... classes) {
        return run(engine, Stream.of(classes).map(DiscoverySelectors::selectClass).toArray(DiscoverySelector[]::new));
    }

    private static EngineExecutionResults run(String engine, DiscoverySelector... selectors) {
        return EngineTestKit.engine(engine).selectors(selectors).execute();
    }
}
