package org.dmaengine.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.dmaengine.tck.reference.AheadDriver;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.CoarseDriver;
import org.dmaengine.tck.reference.Memory;
import org.dmaengine.tck.reference.MemoryDriver;
import org.dmaengine.tck.reference.PipeDriver;
import org.dmaengine.tck.reference.QueueDriver;
import org.dmaengine.tck.report.Examination;
import org.dmaengine.tck.report.Result;
import org.dmaengine.tck.report.Verdict;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Drivers that do everything right.
class ReferenceDriversTest {
    static Stream<Named<Subject>> drivers() {
        return Stream.of(Named.of("memory, depth 1", new Memory(MemoryDriver::new)),
                Named.of("memory, depth 4, a queue", new Memory(QueueDriver::new)),
                Named.of("memory, depth 4, complete inside start", new Memory(AheadDriver::new)),
                Named.of("memory, residue by segment", new Memory(CoarseDriver::new)),
                Named.of("device", new Board(PipeDriver::new)));
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void shouldPassEverythingThatTheyPromise(Subject subject) {
        List<Result> results = new Examination(subject, Duration.ofSeconds(2)).all();
        assertEquals(List.of(), results.stream().map(Result::verdict).filter(verdict -> !(verdict instanceof Verdict.Passed)
                && !(verdict instanceof Verdict.NotPromised)).toList());
        long passed = results.stream().filter(result -> result.verdict() instanceof Verdict.Passed).count();
        assertTrue(passed > 100, passed + " cases passed");
    }
}
