package org.dmaengine.tck.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dmaengine.tck.bench.ConformanceFailure;
import org.dmaengine.tck.cases.Case;
import org.dmaengine.tck.cases.Kit;
import org.dmaengine.tck.cases.Theme;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JUnitXmlTest {
    private final Theme theme = Kit.themes().getFirst();
    private final Case played = theme.cases().getFirst();

    private Document written(Verdict... verdicts) throws Exception {
        Score score = new Score(List.of(verdicts).stream().map(verdict -> new Result(theme, played, verdict, 1_500_000)).toList());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JUnitXml.write(Map.of("dma0 channel 0", score), out);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(out.toByteArray()));
    }

    private static Element only(Document document, String name) {
        assertEquals(1, document.getElementsByTagName(name).getLength(), name);
        return (Element) document.getElementsByTagName(name).item(0);
    }

    @Test
    void shouldCountAndNameWhatWasTested() throws Exception {
        Document xml = written(new Verdict.Passed(), new Verdict.NotPromised("SLAVE DEV_TO_MEM"));
        Element suite = only(xml, "testsuite");
        assertEquals("dma0 channel 0 2 0 1", String.join(" ", suite.getAttribute("name"), suite.getAttribute("tests"),
                suite.getAttribute("failures"),
                suite.getAttribute("skipped")));
        Element first = (Element) xml.getElementsByTagName("testcase").item(0);
        assertEquals(played.name(), first.getAttribute("name"));
        assertEquals("0.002", first.getAttribute("time"));
        assertEquals("not promised: SLAVE DEV_TO_MEM", only(xml, "skipped").getAttribute("message"));
    }

    @Test
    void shouldTellClausesAndWhatWasSeenWhateverADriverThrows() throws Exception {
        Element failure = only(written(new Verdict.Failed(new ConformanceFailure(List.of("ST-11", "CB-02"),
                "threw <\u0000\ud83d> & \"more\"", null))), "failure");
        assertEquals("ST-11 CB-02", failure.getAttribute("type"));
        assertEquals("threw <??> & \"more\"", failure.getAttribute("message"));
        assertEquals("[ST-11, CB-02] threw <??> & \"more\"", failure.getTextContent());
    }
}
