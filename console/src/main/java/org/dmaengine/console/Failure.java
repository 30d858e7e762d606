package org.dmaengine.console;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutionException;
import org.apache.felix.gogo.runtime.CommandNotFoundException;

/// One line for a user about what a command threw.
final class Failure {
    private Failure() {}

    static String line(Throwable failure) {
        return switch (cause(failure)) {
            case CommandNotFoundException e -> "no command named '" + e.getCommand() + "'; 'help' lists them";
            case InterruptedException _ -> "interrupted";
            case Error e -> e.toString(); // without its class name, "4" would be all that is left of a defect
            case Throwable e when e.getMessage() == null || e.getMessage().isBlank() -> e.getClass().getSimpleName();
            case Throwable e -> e.getMessage().strip().replaceAll("\\s*\\R\\s*", "; ");
        };
    }

    /// What it all began with; the layers above say only who noticed.
    static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }

    /// Gogo's reflective call and its job threads each wrap what a command throws.
    private static Throwable cause(Throwable failure) {
        boolean wrapper = failure instanceof InvocationTargetException || failure instanceof ExecutionException;
        return wrapper && failure.getCause() != null ? cause(failure.getCause()) : failure;
    }
}
