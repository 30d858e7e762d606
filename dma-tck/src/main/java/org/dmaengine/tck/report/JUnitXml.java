package org.dmaengine.tck.report;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Results in the XML that build servers read of JUnit: a suite for each channel, a test for each case.
public final class JUnitXml {
    private static final double NANOS_PER_SECOND = 1e9;

    private final XMLStreamWriter xml;

    private JUnitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /// Writes them.
    ///
    /// @param channels what each channel has come to, by its name
    public static void write(Map<String, Score> channels, OutputStream out) throws XMLStreamException {
        XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
        writer.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        JUnitXml report = new JUnitXml(writer);
        writer.writeStartElement("testsuites");
        for (Map.Entry<String, Score> channel : channels.entrySet()) {
            report.suite(channel.getKey(), channel.getValue());
        }
        writer.writeEndElement();
        writer.writeEndDocument();
        writer.close();
    }

    private void suite(String channel, Score score) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", channel);
        xml.writeAttribute("tests", Integer.toString(score.results().size()));
        xml.writeAttribute("failures", Integer.toString(score.failed()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", Integer.toString(score.notTried() + score.notPromised()));
        xml.writeAttribute("time", seconds(score.results().stream().mapToLong(Result::nanos).sum()));
        for (Result result : score.results()) {
            testCase(channel, result);
        }
        xml.writeEndElement();
    }

    private void testCase(String channel, Result result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", channel + "." + result.theme().name());
        xml.writeAttribute("name", result.played().name());
        xml.writeAttribute("time", seconds(result.nanos()));
        switch (result.verdict()) {
            case Verdict.Passed() -> { }
            case Verdict.Failed(var failure) -> {
                xml.writeStartElement("failure");
                xml.writeAttribute("type", String.join(" ", failure.clauses()));
                xml.writeAttribute("message", legal(failure.what()));
                xml.writeCharacters(legal(failure.getMessage()));
                xml.writeEndElement();
            }
            case Verdict.NotPromised(String promise) -> skipped("not promised: " + promise);
            case Verdict.NotTried(String why) -> skipped(why);
        }
        xml.writeEndElement();
    }

    private void skipped(String why) throws XMLStreamException {
        xml.writeEmptyElement("skipped");
        xml.writeAttribute("message", legal(why));
    }

    /// What a driver has thrown may contain characters that no XML can.
    private static String legal(String text) {
        return text.codePoints().map(each -> each < ' ' && each != '\n' && each != '\t' || each >= Character.MIN_SURROGATE
                && each <= Character.MAX_SURROGATE
                || each == 0xfffe || each == 0xffff ? '?' : each)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / NANOS_PER_SECOND);
    }
}
