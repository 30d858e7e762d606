package org.dmaengine.tck.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmaengine.Direction;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.tck.PacketPeripheral;
import org.dmaengine.tck.Peripheral;
import org.dmaengine.tck.Subject;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;
import org.junit.jupiter.api.Test;

/// What is thrown around a driver's calls ends one case, not all.
class ExaminationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Board board = new Board(PipeDriver::new);

    /// The board, with something that happens when its device is asked for, and when that is closed.
    private record Wired(Board board, Runnable onDevice, Runnable onClose) implements Subject {
        @Override
        public ChannelDriver channel() {
            return board.channel();
        }

        @Override
        public Optional<Peripheral> peripheral(Direction direction) {
            onDevice.run();
            return board.peripheral(direction).map(device -> (Peripheral) Proxy.newProxyInstance(Wired.class.getClassLoader(),
                    new Class<?>[] {PacketPeripheral.class}, (_, method, arguments) -> {
                        if (method.getName().equals("close")) {
                            onClose.run();
                        }
                        return method.invoke(device, arguments);
                    }));
        }
    }

    private static List<String> failures(List<Result> results) {
        List<String> failures = new ArrayList<>();
        for (Result result : results) {
            if (result.verdict() instanceof Verdict.Failed(var failure)) {
                assertTrue(failure.clauses().containsAll(result.played().clauses()), failure::getMessage);
                failures.add(failure.what());
            }
        }
        return failures;
    }

    private static void lacksAClass() {
        throw new NoClassDefFoundError("org/example/Device");
    }

    @Test
    void shouldFailTheCasesWhoseDeviceCannotBePlayed() {
        List<String> failures = failures(new Examination(new Wired(board, ExaminationTest::lacksAClass, () -> { }), PATIENCE).all());
        assertTrue(failures.size() > 100, failures::toString);
        assertEquals(List.of("it could not be played to its end: java.lang.NoClassDefFoundError: org/example/Device"),
                failures.stream().distinct().toList());
    }

    @Test
    void shouldFailTheCasesWhoseDeviceCannotBeClosed() {
        List<String> failures = failures(new Examination(new Wired(board, () -> { }, ExaminationTest::lacksAClass), PATIENCE).all());
        assertTrue(failures.size() > 100, failures::toString);
        assertEquals(List.of("outside the calls of its driver java.lang.NoClassDefFoundError: org/example/Device was thrown"),
                failures.stream().distinct().toList());
    }
}
