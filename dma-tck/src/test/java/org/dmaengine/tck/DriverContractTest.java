package org.dmaengine.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.tck.broken.Defect;
import org.dmaengine.tck.jupiter.DriverContract;
import org.dmaengine.tck.reference.MemoryDriver;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class DriverContractTest {
    static class Good extends DriverContract {
        @Override
        protected ChannelDriver channel() {
            return new MemoryDriver();
        }
    }

    static class Broken extends DriverContract {
        @Override
        protected ChannelDriver channel() {
            return Defect.all().getFirst().subject().channel();
        }
    }

    private static Events run(Class<? extends DriverContract> contract) {
        return EngineTestKit.engine("junit-jupiter").selectors(selectClass(contract)).execute().testEvents();
    }

    private static List<String> messages(Events ended) {
        return ended.stream().map(event -> event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow().getMessage())
                .toList();
    }

    @Test
    void shouldPassADriverThatDoesWhatItPromises() {
        Events tests = run(Good.class);
        assertEquals(0, tests.failed().count());
        assertTrue(tests.succeeded().count() > 100, () -> tests.succeeded().count() + " have passed");
    }

    @Test
    void shouldListWhatIsNotPromised() {
        List<String> reasons = messages(run(Good.class).aborted());
        assertTrue(reasons.contains("not promised: SLAVE DEV_TO_MEM"), reasons::toString);
    }

    @Test
    void shouldFailCaseByCaseWithTheClauses() {
        List<String> messages = messages(run(Broken.class).failed());
        assertTrue(messages.stream().anyMatch(message -> message.startsWith("moves every byte to its place: copy [ST-20, ")),
                messages::toString);
    }
}
