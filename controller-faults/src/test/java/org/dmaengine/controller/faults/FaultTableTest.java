package org.dmaengine.controller.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmaengine.DmaChannel;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;
import org.dmaengine.faults.FaultKind;
import org.dmaengine.faults.Injection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.simulation.Simulation;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table of README.md, line by line: the second of three copies meets a fault, whatever the seed; how do they end?
class FaultTableTest {
    private static final int SEEDS = 40;
    private static final int LENGTH = 4000;
    private static final Duration LIMIT = Duration.ofMillis(500);

    private final List<TransferResult> results = new ArrayList<>();
    private final List<Injection> injections = new ArrayList<>();

    private void play(Simulation sim, FaultKind kind, Optional<Call> in, Runnable meanwhile) {
        results.clear();
        injections.clear();
        FaultPlan plan = new FaultPlan(sim.seed(), "dma0", Map.of(kind, new Rate.Only(2)), in);
        EngineSpec engine = EngineSpec.device("table");
        DmaChannel[] channel = new DmaChannel[1];
        StrictCopier copier = new StrictCopier(engine, 1, violation -> sim.fail(new AssertionError(violation)));
        FaultyDriver.Means means = new FaultyDriver.Means(injections::add, new Hangs(1), () -> sim.leave(channel[0]), () -> { });
        channel[0] = sim.channel(new FaultyDriver(copier, engine, 0, plan, new Ledger(), 1_000_000, means));
        Mapping from = channel[0].mapper().allocate(LENGTH);
        Mapping to = channel[0].mapper().allocate(LENGTH);
        for (int i = 0; i < 3; i++) {
            channel[0].prepareMemcpy(to, 0, from, 0, LENGTH, TransferFlag.INTERRUPT).onComplete(results::add).deadline(LIMIT).submit();
        }
        channel[0].issuePending();
        // Stop and pause fail only if they are called: then on the second copy.
        sim.client("client", () -> {
            channel[0].await(1, LIMIT);
            meanwhile.run();
        });
        sim.runUntilQuiet();
        assertEquals(3, results.size(), "each ends once");
        assertEquals(TransferOutcome.NO_ERROR, results.getFirst().outcome());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DELAY                | NO_ERROR |                                    | NO_ERROR
            SPURIOUS_WAKE        | NO_ERROR |                                    | NO_ERROR
            BURST_LIMIT          | NO_ERROR |                                    | NO_ERROR
            SHORT_TRANSFER       | NO_ERROR |                                    | NO_ERROR
            LOST_COMPLETION      | ABORTED  | its deadline of 500 ms is over     |
            DUPLICATE_COMPLETION | ABORTED  | bytes moved; 0 to                  |
            DISAPPEARANCE        | ABORTED  | its controller leaves              |
            """)
    @DisplayName("the second ends like this, the third goes on or waits for another controller")
    void shouldEndAsTheTableSays(FaultKind kind, TransferOutcome second, String diagnosis, TransferOutcome third) {
        Simulation.explore(SEEDS, sim -> {
            play(sim, kind, Optional.empty(), () -> { });
            assertEquals(List.of(kind), injections.stream().map(Injection::kind).distinct().toList());
            TransferResult result = results.get(1);
            assertEquals(second, result.outcome());
            assertTrue(result.detail().contains(diagnosis == null ? "" : diagnosis), result::toString);
            assertEquals(kind == FaultKind.SHORT_TRANSFER ? LENGTH - injections.getFirst().moved() : result.residue(), result.residue());
            if (third != null) {
                assertEquals(third, results.get(2).outcome());
            }
        });
    }

    @Test
    void shouldFailTheTransferWhoseSourceOrDestinationFails() {
        Simulation.explore(SEEDS, sim -> {
            play(sim, FaultKind.TRANSFER_FAULT, Optional.empty(), () -> { });
            TransferResult result = results.get(1);
            assertTrue(result.outcome() == TransferOutcome.READ_FAILED || result.outcome() == TransferOutcome.WRITE_FAILED, result::toString);
            assertEquals(LENGTH - injections.getFirst().moved(), result.residue());
            assertEquals(TransferOutcome.NO_ERROR, results.get(2).outcome());
        });
    }

    @ParameterizedTest
    @CsvSource({"EXCEPTION, START", "EXCEPTION, STEP", "ERROR, START", "ERROR, STEP"})
    void shouldLoseADriverThatThrows(FaultKind kind, Call call) {
        Simulation.explore(SEEDS, sim -> {
            play(sim, kind, Optional.of(call), () -> { });
            TransferResult result = results.get(1);
            assertEquals(TransferOutcome.ABORTED, result.outcome());
            assertTrue(result.detail().startsWith("its driver failed: ") && result.detail().contains("injected in " + call.method()), result::toString);
            assertEquals(LENGTH - injections.getFirst().moved(), result.residue());
            assertTrue(results.get(2).detail().startsWith("its deadline"), "it waits for another controller: " + results.get(2));
        });
    }

    @Test
    void shouldTakeWhatComesLate() {
        Simulation.explore(SEEDS, sim -> {
            play(sim, FaultKind.LATE_COMPLETION, Optional.empty(), () -> { });
            TransferResult result = results.get(1);
            assertEquals("stop", injections.getFirst().call());
            assertTrue(result.residue() < LENGTH - injections.getFirst().moved() || result.isOk(), () -> "what came late is counted: " + result);
            assertTrue(result.isOk() || result.detail().contains("its deadline of 500 ms is over"), result::toString);
        });
    }
}
