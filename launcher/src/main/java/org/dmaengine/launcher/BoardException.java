package org.dmaengine.launcher;

import java.util.List;

/// A board file that cannot be used, with a line for each reason.
final class BoardException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    BoardException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = problems;
    }

    List<String> problems() {
        return problems;
    }
}
