package org.dmaengine.testing.it;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

/// What a launcher was told in the course of a run, a line for each event, with all that a report shows of it.
final class Events {
    private Events() {
    }

    static List<String> of(EngineExecutionResults run) {
        return run.allEvents().stream()
                .filter(event -> event.getTestDescriptor().getParent().isPresent()) // the engine is not the same
                .map(Events::line)
                .toList();
    }

    private static String line(Event event) {
        TestDescriptor test = event.getTestDescriptor();
        String what = event.getType() + " " + test.getType() + " " + path(test) + " \"" + test.getDisplayName() + "\" \""
                + test.getLegacyReportingName() + "\" " + test.getTags().stream().map(TestTag::getName).toList()
                + " " + test.getSource().map(Object::toString).orElse("");
        return what + payload(event);
    }

    private static String path(TestDescriptor test) {
        return test.getUniqueId().getSegments().stream().skip(1).map(Object::toString).collect(Collectors.joining("/"));
    }

    private static String payload(Event event) {
        return event.getPayload().map(payload -> " -> " + switch (payload) {
            case TestExecutionResult result -> result.getStatus() + result.getThrowable().map(Events::failure).orElse("");
            case ReportEntry entry -> entry.getKeyValuePairs().toString();
            default -> event.getType() == EventType.SKIPPED ? payload : "";
        }).orElse("");
    }

    private static String failure(Throwable failure) {
        String line = Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("org.dmaengine"))
                .findFirst().map(StackTraceElement::toString).orElse("");
        return " " + failure + " " + line.replaceFirst("^.*//", "")
                + (failure.getCause() == null ? "" : " caused by" + failure(failure.getCause()));
    }
}
