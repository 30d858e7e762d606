package org.dmaengine.testing.host;

import org.junit.platform.engine.TestExecutionResult;
import org.opentest4j.AssertionFailedError;

/// Makes failures outlive their container: one whose class lives in a bundle is replaced by one that reads the same and
/// has the same stack trace. JUnit's own and the JDK's stay as they are.
final class Failures {
    private Failures() {
    }

    static TestExecutionResult portable(TestExecutionResult result) {
        Throwable failure = result.getThrowable().orElse(null);
        return switch (result.getStatus()) {
            case SUCCESSFUL -> result;
            case ABORTED -> TestExecutionResult.aborted(portable(failure));
            case FAILED -> TestExecutionResult.failed(portable(failure));
        };
    }

    static Throwable portable(Throwable failure) {
        if (failure == null || !isForeign(failure)) {
            return failure;
        }
        Throwable copy = switch (failure) {
            case AssertionFailedError e when e.isExpectedDefined() && e.isActualDefined() ->
                    new AssertionFailedError(e.getMessage(), e.getExpected().getStringRepresentation(),
                            e.getActual().getStringRepresentation(), portable(e.getCause()));
            case AssertionError e -> new AssertionFailedError(e.getMessage(), portable(e.getCause()));
            default -> new ContainerException(failure.toString(), portable(failure.getCause()));
        };
        copy.setStackTrace(failure.getStackTrace());
        for (Throwable suppressed : failure.getSuppressed()) {
            copy.addSuppressed(portable(suppressed));
        }
        return copy;
    }

    private static boolean isForeign(Throwable failure) {
        if (!isKnownOutside(failure.getClass()) || failure.getCause() != null && isForeign(failure.getCause())) {
            return true;
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            if (isForeign(suppressed)) {
                return true;
            }
        }
        return false;
    }

    /// The class a bundle has may only be called the same.
    private static boolean isKnownOutside(Class<?> type) {
        try {
            return Class.forName(type.getName(), false, Failures.class.getClassLoader()) == type;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /// Stands for an exception of a bundle; reads like it.
    static final class ContainerException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String original;

        ContainerException(String original, Throwable cause) {
            super(original, cause);
            this.original = original;
        }

        @Override
        public String toString() {
            return original;
        }
    }
}
