package org.dmaengine.tck.container;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;
import org.dmaengine.shell.Table;
import org.dmaengine.tck.report.JUnitXml;
import org.dmaengine.tck.report.Result;
import org.dmaengine.tck.report.Score;
import org.dmaengine.tck.report.Verdict;

/// What `dma:tck` says of the channels that it has tested, or left out.
record TckReport(List<Tested> channels) {
    private static final String NONE = "-";

    /// A line for each channel; beneath, what has failed, and what could not be tried.
    String text() {
        Table table = new Table("CONTROLLER", "CHANNEL", "PASSED", "FAILED", "SKIPPED", "NOT PROMISED", "LEVEL");
        for (Tested channel : channels) {
            Score score = channel.score();
            if (channel.isLeftOut()) {
                table.row(channel.controller(), channel.number(), NONE, NONE, NONE, NONE, channel.reason());
            } else {
                table.row(channel.controller(), channel.number(), Integer.toString(score.passed()), Integer.toString(score.failed()),
                        Integer.toString(score.notTried()), Integer.toString(score.notPromised()), score.level() + ": " + score.level()
                        .words());
            }
        }
        StringBuilder text = new StringBuilder(table.toString());
        channels.stream().filter(channel -> !channel.isLeftOut()).forEach(channel -> addFailures(channel, text));
        skipped().forEach((why, cases) -> text.append("\nskipped ").append(cases).append(cases == 1 ? " case: " : " cases: ").append(why));
        return text.toString();
    }

    private static void addFailures(Tested channel, StringBuilder text) {
        for (Result result : channel.score().results()) {
            if (result.verdict() instanceof Verdict.Failed(var failure)) {
                text.append('\n').append(channel.name()).append(", ").append(result.theme().name()).append(": ")
                        .append(result.played().name())
                        .append("\n    ").append(String.join(" ", failure.clauses())).append("\n    ").append(failure.what());
            }
        }
    }

    private Map<String, Integer> skipped() {
        Map<String, Integer> reasons = new TreeMap<>();
        channels.stream().filter(channel -> !channel.isLeftOut()).flatMap(channel -> channel.score().results().stream()).forEach(result -> {
            if (result.verdict() instanceof Verdict.NotTried(String why)) {
                reasons.merge(why, 1, Integer::sum);
            }
        });
        return reasons;
    }

    /// The one line of the failure, empty if there is none.
    String failure() {
        List<Score> scores = channels.stream().filter(channel -> !channel.isLeftOut()).map(Tested::score).toList();
        int failed = scores.stream().mapToInt(Score::failed).sum();
        int tried = failed + scores.stream().mapToInt(Score::passed).sum();
        long failing = scores.stream().filter(score -> score.failed() > 0).count();
        return failed == 0 ? "" : failed + " of " + tried + " cases failed, on " + failing + " of " + scores.size() + " channels";
    }

    void write(Path file) throws IOException {
        Map<String, Score> scores = new LinkedHashMap<>();
        channels.stream().filter(channel -> !channel.isLeftOut()).forEach(channel -> scores.put(channel.name(), channel.score()));
        try (OutputStream out = Files.newOutputStream(file)) {
            JUnitXml.write(scores, out);
        } catch (XMLStreamException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
