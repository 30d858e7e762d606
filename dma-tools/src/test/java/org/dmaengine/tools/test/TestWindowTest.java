package org.dmaengine.tools.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.dmaengine.contract.Clause;
import org.dmaengine.tools.CommandFailure;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TestWindowTest {
    private final RandomGenerator random = new SplittableRandom(1);

    @Test
    @Clause({"TST-36", "TST-37"})
    @DisplayName("TST-36, TST-37: random windows are aligned and stay inside the buffer")
    void shouldAlignRandomWindows() throws CommandFailure {
        TestParameters parameters = TestParameters.parse(List.of("test_buf_size=1000"));
        List<TestWindow> windows = IntStream.range(0, 5000).mapToObj(_ -> TestWindow.choose(parameters, 8, random)).toList();
        assertTrue(windows.stream().allMatch(w -> (w.length() | w.sourceOffset() | w.targetOffset()) % 8 == 0));
        assertTrue(windows.stream().allMatch(w -> w.length() >= 8 && Math.max(w.sourceOffset(), w.targetOffset()) + w.length() <= 1000));
        assertEquals(992 / 8 + 1, windows.stream().map(TestWindow::length).distinct().count(), "every length comes up");
    }

    @Test
    @Clause({"TST-15", "TST-36", "TST-37"})
    @DisplayName("TST-36: a length that the user fixed is not rounded")
    void shouldKeepAFixedLength() throws CommandFailure {
        TestWindow window = TestWindow.choose(TestParameters.parse(List.of("transfer_size=77")), 8, random);
        assertEquals(77, window.length());
        assertEquals(0, (window.sourceOffset() | window.targetOffset()) % 8);
    }

    @Test
    @Clause({"TST-12", "TST-36", "TST-37"})
    @DisplayName("TST-12: norandom is the whole buffer from its start")
    void shouldTakeTheWholeBuffer() throws CommandFailure {
        assertEquals(new TestWindow(0, 0, 16384), TestWindow.choose(TestParameters.parse(List.of("norandom=1")), 64, random));
    }
}
