package org.dmaengine.tck.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.tck.bench.ConformanceFailure;
import org.dmaengine.tck.cases.Case;
import org.dmaengine.tck.cases.Kit;
import org.dmaengine.tck.cases.Theme;
import org.dmaengine.tck.report.Result;
import org.dmaengine.tck.report.Score;
import org.dmaengine.tck.report.Verdict;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

class TckReportTest {
    private final Theme theme = Kit.themes().getFirst();
    private final Case played = theme.cases().getFirst();

    @SuppressWarnings("unchecked") // a proxy knows no type arguments
    private static ServiceReference<ChannelDriver> channel(int number) {
        Map<String, Object> properties = Map.of(ChannelDriver.CONTROLLER, "dma0", ChannelDriver.CHANNEL, number);
        return (ServiceReference<ChannelDriver>) Proxy.newProxyInstance(TckReportTest.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (_, _, arguments) -> properties.get(arguments[0]));
    }

    private Tested tested(int channel, Verdict... verdicts) {
        return new Tested(channel(channel), new Score(Stream.of(verdicts).map(verdict -> new Result(theme, played, verdict, 1)).toList()),
                "");
    }

    private static List<String> lines(TckReport report) {
        return report.text().lines().toList();
    }

    @Test
    void shouldHaveALineForEachChannel() {
        TckReport report = new TckReport(List.of(tested(0, new Verdict.Passed(), new Verdict.NotPromised("SLAVE DEV_TO_MEM")),
                new Tested(channel(1), null, "in use by uart0:rx of org.example, left out")));
        assertEquals(List.of("CONTROLLER  CHANNEL  PASSED  FAILED  SKIPPED  NOT PROMISED  LEVEL",
                "dma0        0        1       0       0        1             FULL: all that it promises holds",
                "dma0        1        -       -       -        -             in use by uart0:rx of org.example, left out"), lines(report));
        assertEquals("", report.failure());
    }

    @Test
    void shouldTellWhatHasFailedAndWhatWasNotTried() {
        ConformanceFailure failure = new ConformanceFailure(List.of("ST-11", "ChannelDriver.step"), "it is wrong", null);
        TckReport report = new TckReport(List.of(tested(0, new Verdict.Failed(failure), new Verdict.NotTried("no device")),
                tested(1, new Verdict.Passed())));
        assertEquals(List.of("dma0 channel 0, " + theme.name() + ": " + played.name(), "    ST-11 ChannelDriver.step", "    it is wrong",
                "skipped 1 case: no device"), lines(report).subList(3, 7));
        assertEquals("1 of 2 cases failed, on 1 of 2 channels", report.failure());
    }
}
