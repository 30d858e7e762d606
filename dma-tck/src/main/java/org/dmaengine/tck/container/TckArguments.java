package org.dmaengine.tck.container;

import java.util.List;

/// What stands behind `dma:tck`.
///
/// @param controller the one to test, empty for all
/// @param report     file for the JUnit XML, empty for none
record TckArguments(String controller, String report) {
    private static final String REPORT = "report=";

    static TckArguments parse(List<String> words) throws TckFailure {
        String controller = "";
        String report = "";
        for (String word : words) {
            if (word.startsWith(REPORT) && word.length() > REPORT.length()) {
                report = word.substring(REPORT.length());
            } else if (word.isEmpty() || word.contains("=")) {
                throw new TckFailure("dma:tck has no parameter '" + word + "'; it takes [CONTROLLER] [report=FILE]");
            } else if (!controller.isEmpty()) {
                throw new TckFailure("dma:tck takes one controller, or none for all; there are '" + controller + "' and '" + word + "'");
            } else {
                controller = word;
            }
        }
        return new TckArguments(controller, report);
    }
}
