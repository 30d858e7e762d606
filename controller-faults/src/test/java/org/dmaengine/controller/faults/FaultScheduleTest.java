package org.dmaengine.controller.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmaengine.faults.FaultKind;
import org.dmaengine.simulation.Simulation;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The core under every fault there is, in virtual time: random calls of clients, faults by plan, controllers that are replaced. Every cookie ends once,
/// as the fault that it has met allows; its residue says what has arrived; nothing is written that is not counted or uncertain; nobody waits for
/// ever; nothing is left. System properties:
///
/// | property | default | |
/// | --- | --- | --- |
/// | `dma.faults.schedules` | 500 | how many seeds, from 1 |
/// | `dma.seed` | | that one alone; a failure names it |
class FaultScheduleTest {
    private static final int SCHEDULES = Integer.getInteger("dma.faults.schedules", 500);
    private static final int TWO_ONE_OF = 4;

    private final Map<FaultKind, Long> injected = new EnumMap<>(FaultKind.class);

    @Test
    @DisplayName("whatever a driver does wrong, everything ends as the table says")
    void shouldSurviveEveryFault() {
        Simulation.explore(SCHEDULES, this::play);
        StringBuilder text = new StringBuilder("FaultScheduleTest: " + SCHEDULES + " schedules, faults injected:");
        injected.forEach((kind, count) -> text.append(' ').append(kind).append(' ').append(count));
        System.out.println(text);
        if (Long.getLong("dma.seed") == null) {
            Set<FaultKind> all = EnumSet.complementOf(EnumSet.of(FaultKind.HANG));
            assertEquals(all, injected.keySet(), "each kind has been injected");
        }
    }

    private void play(Simulation sim) {
        EngineSpec engine = EngineSpec.device("schedule");
        List<FaultSchedule> channels = new ArrayList<>();
        int count = sim.random().nextInt(TWO_ONE_OF) == 0 ? 2 : 1;
        for (int number = 0; number < count; number++) {
            FaultSchedule channel = new FaultSchedule(sim, number, engine, injected);
            channels.add(channel);
            sim.client("client " + number, channel::play);
            channel.leaveSometimes();
        }
        sim.runUntilQuiet();
        channels.forEach(FaultSchedule::check);
        assertTrue(sim.now().toMinutes() < 60, () -> "somebody has waited for very long: " + sim.now());
    }
}
