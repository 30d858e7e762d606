package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveMap;
import org.dmaengine.SwapEvent.Active;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;
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
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// Faults by configuration, as deployed: the client sees what the table of controller-faults/README.md says, the channel comes back and goes on, and
/// nothing is left when the configuration goes.
@TheProduct
class ControllerFaultsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final int STEP_TIMEOUT = 700;
    private static final int TRANSFERS = 4;
    private static final int BYTES = 1 << 16;
    private static final String FAULTS = "org.dmaengine.faults.ControllerFaults";

    private final BundleContext context;
    @Service
    SlaveMap slaveMap;
    @Service
    DmaEngine engine;
    private final Outcomes outcomes = new Outcomes(TRANSFERS);
    private Board board;
    private String raw;

    ControllerFaultsIT(BundleContext context) {
        this.context = context;
    }

    @BeforeAll
    static void noticeHangsSoon(BundleContext context, @Service ConfigurationAdmin admin, @Service SlaveMap before) throws Exception {
        CoreSettings.apply(context, admin, Map.of("step.timeout", STEP_TIMEOUT));
    }

    @BeforeEach
    void beginWithAController(@Service ConfigurationAdmin admin, @Service SlaveMapSource source) throws Exception {
        board = new Board(admin, source);
        board.entry("copy", Map.of());
        raw = board.controllerName() + "-raw";
        board.configured("org.dmaengine.controller.memcpy", new Hashtable<>(Map.of("dma.controller", raw, "dma.channels", 1)));
    }

    @AfterEach
    void takeTheBoardAway() throws Exception {
        board.close();
        Peripherals.until(() -> engine.channels().stream().noneMatch(info -> info.controller().startsWith(board.controllerName())), "the channels are gone");
        assertEquals(0, services(), "the figures are gone");
    }

    private int services() {
        try {
            ServiceReference<?>[] found = context.getServiceReferences(FAULTS, "(dma.controller=" + board.controllerName() + ")");
            return found == null ? 0 : found.length;
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private Configuration faults(Map<String, Object> further) throws IOException {
        Map<String, Object> all = new HashMap<>(further);
        all.putAll(Map.of("wraps", raw, "dma.controller", board.controllerName(), "return.millis", 20));
        return board.configured("org.dmaengine.controller.faults", new Hashtable<>(all));
    }

    private DmaChannel request() throws InterruptedException {
        return slaveMap.requestChannel(board.device(), "copy", SOON);
    }

    /// Some copies, of which the second has a deadline.
    private Mapping copy(DmaChannel channel) {
        return copy(channel, LIMIT);
    }

    /// @param limit of the second, null for none
    /// @return the memory that they write to
    private Mapping copy(DmaChannel channel, Duration limit) {
        Mapping from = channel.mapper().allocate(BYTES);
        Mapping to = channel.mapper().allocate(BYTES);
        for (int i = 1; i <= TRANSFERS; i++) {
            DmaDescriptor copy = channel.prepareMemcpy(to, 0, from, 0, BYTES, TransferFlag.INTERRUPT).onComplete(outcomes);
            (i == 2 && limit != null ? copy.deadline(limit) : copy).submit();
        }
        channel.issuePending();
        return to;
    }

    /// The second has ended like this, the others are complete; each was called back once, in order.
    private TransferResult expectSecond(TransferOutcome outcome, String diagnosis) throws InterruptedException {
        outcomes.awaitAll();
        List<TransferResult> results = outcomes.results();
        assertEquals(LongStream.rangeClosed(1, TRANSFERS).boxed().toList(), outcomes.cookies(), "each once, in order");
        TransferResult second = results.get(1);
        assertEquals(outcome, second.outcome(), second::toString);
        assertTrue(second.detail().contains(diagnosis == null ? "" : diagnosis), second::toString);
        assertTrue(results.stream().filter(result -> result != second).allMatch(TransferResult::isOk), results::toString);
        return second;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fault.delay                | NO_ERROR |
            fault.spurious.wake        | NO_ERROR |
            fault.burst.limit          | NO_ERROR |
            fault.short.transfer       | NO_ERROR |
            fault.lost.completion      | ABORTED  | its deadline of 300 ms is over
            """)
    @DisplayName("what a device does wrong: that transfer ends so, and the channel goes on")
    void shouldGoOnOnTheSameChannel(String fault, TransferOutcome outcome, String diagnosis) throws Exception {
        faults(Map.of(fault, "transfer 2"));
        try (DmaChannel channel = request()) {
            SwapLog log = SwapLog.of(channel);
            Mapping to = copy(channel);
            TransferResult second = expectSecond(outcome, diagnosis);
            assertEquals("fault.short.transfer".equals(fault) || outcome == TransferOutcome.ABORTED, second.residue() > 0, second::toString);
            log.expectNothingElse();
            to.close();
        }
    }

    @Test
    @DisplayName("source or destination fails, or the bytes come late")
    void shouldTellOfAFailureAndTakeWhatComesLate() throws Exception {
        faults(Map.of("fault.transfer.fault", "transfer 1", "fault.late.completion", "transfer 2"));
        try (DmaChannel channel = request()) {
            copy(channel);
            outcomes.awaitAll();
            TransferResult first = outcomes.results().getFirst();
            assertTrue(first.outcome() == TransferOutcome.READ_FAILED || first.outcome() == TransferOutcome.WRITE_FAILED, first::toString);
            TransferResult second = outcomes.results().get(1);
            assertTrue(second.isOk() || second.detail().contains("its deadline of 300 ms is over") && second.residue() < BYTES, second::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fault.exception            | STEP  | injected in step
            fault.exception            | START | injected in start
            fault.error                | STEP  | injected in step
            fault.duplicate.completion | STEP  | bytes moved; 0 to
            fault.disappearance        | STEP  | has left
            """)
    @DisplayName("what a driver does wrong: the transfer is lost with it, the channel comes back, and the others go on there")
    void shouldGoOnWhenTheChannelHasComeBack(String fault, String call, String diagnosis) throws Exception {
        faults(Map.of(fault, "transfer 2", "throws.in", call));
        try (DmaChannel channel = request()) {
            SwapLog log = SwapLog.of(channel);
            Mapping to = copy(channel, null); // a busy machine may take longer than the limit before the controller has gone
            log.expectDetached(2, Active.ABORTED);
            log.expectRebound();
            outcomes.awaitAll();
            expectSecond(TransferOutcome.ABORTED, diagnosis);
            to.close();
        }
    }

    @Test
    @DisplayName("a step that hangs is given up on, and when it has returned the others go on")
    void shouldGoOnBehindAStepThatHangs() throws Exception {
        faults(Map.of("fault.hang", "transfer 2", "hang.millis", 2 * STEP_TIMEOUT));
        try (DmaChannel channel = request()) {
            SwapLog log = SwapLog.of(channel);
            Mapping to = copy(channel);
            log.expectDetached(2, Active.ABORTED);
            log.expectRebound();
            expectSecond(TransferOutcome.ABORTED, "its deadline of 300 ms is over");
            to.close();
        }
    }

    @Test
    @DisplayName("its configuration goes while a step hangs: that is let go, and everything ends")
    void shouldLetGoWhenItIsTakenAway() throws Exception {
        Configuration configuration = faults(Map.of("fault.hang", "transfer 2", "hang.millis", 600_000));
        try (DmaChannel channel = request()) {
            SwapLog log = SwapLog.of(channel);
            Mapping to = copy(channel);
            log.expectDetached(2, Active.ABORTED);
            board.delete(configuration);
            Peripherals.until(() -> services() == 0, "the figures are gone");
            faults(Map.of());
            log.expectRebound();
            expectSecond(TransferOutcome.ABORTED, "its deadline of 300 ms is over");
            to.close();
        }
    }

    @Test
    @DisplayName("dma:faults says what is injected, and how often it has been")
    void shouldList(@Service CommandProcessor processor) throws Exception {
        faults(Map.of("fault.short.transfer", "transfer 2", "fault.delay", "every 1", "fault.hang", 0));
        try (DmaChannel channel = request()) {
            copy(channel);
            outcomes.awaitAll();
        }
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        try (CommandSession session = processor.createSession(new ByteArrayInputStream(new byte[0]), console, console)) {
            List<String> lines = String.valueOf(session.execute("dma:faults")).lines().filter(line -> line.contains(board.controllerName())).toList();
            assertEquals(2, lines.size(), lines::toString);
            assertTrue(lines.getFirst().matches(".*DELAY +every 1 +4 .*"), lines::toString);
            assertTrue(lines.getLast().matches(".*SHORT_TRANSFER +transfer 2 +1 .*"), lines::toString);
        }
    }
}
