package org.dmaengine.tools.demo;

import java.io.PrintStream;
import java.util.Locale;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveMap;

/// What a part of the tour has at hand: the two services every client starts from, and somewhere to write.
record Stage(DmaEngine engine, SlaveMap slaveMap, CommandSession session, PrintStream out) {
    /// Writes a sentence.
    void say(String sentence) {
        out.println(sentence);
    }

    /// Writes a fact: what, and its value in the next column.
    void fact(String what, String format, Object... values) {
        say(String.format(Locale.ROOT, "%-22s ", what) + String.format(Locale.ROOT, format, values));
    }

    /// Runs another command of the shell, in the same session, and shows its line as if it had been typed.
    void command(String line) throws Exception {
        say("$ " + line);
        Object result = session.execute(line);
        if (result != null) {
            session.format(result, Converter.INSPECT).toString().lines().forEach(this::say);
        }
    }
}
