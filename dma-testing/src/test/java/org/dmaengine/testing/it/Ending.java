package org.dmaengine.testing.it;

import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

/// How each test and class of a run ended, a line for each, in the order of their ends.
final class Ending {
    private Ending() {
    }

    static List<String> of(EngineExecutionResults run) {
        return run.allEvents().stream()
                .filter(event -> event.getTestDescriptor().getParent().isPresent())
                .filter(event -> event.getType() == EventType.FINISHED || event.getType() == EventType.SKIPPED)
                .map(event -> name(event) + " " + how(event))
                .toList();
    }

    /// A nested class without the one around it, a method without its parameters.
    private static String name(Event event) {
        return event.getTestDescriptor().getDisplayName().replaceFirst("^.*\\$", "").replaceFirst("\\(.*$", "");
    }

    private static String how(Event event) {
        return switch (event.getPayload().orElseThrow()) {
            case TestExecutionResult result -> result.getStatus()
                    + result.getThrowable().map(failure -> " " + failure).orElse("");
            case Object reason -> "SKIPPED " + reason;
        };
    }
}
