package org.dmaengine.tools.demo;

import java.io.PrintStream;
import java.util.Locale;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.dmaengine.Capability;
import org.dmaengine.ChannelInfo;
import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveMap;
import org.osgi.service.cm.ConfigurationAdmin;

/// What a part of the tour has at hand: the two services every client starts from, the board's configurations, and somewhere to write.
record Stage(DmaEngine engine, SlaveMap slaveMap, ConfigurationAdmin admin, CommandSession session, PrintStream out) {
    /// The first controller that can do this.
    String controllerWith(Capability capability) {
        return engine.channels().stream().filter(info -> info.capabilities().supports(capability)).map(ChannelInfo::controller).findFirst()
                .orElseThrow(() -> new IllegalStateException("no controller has " + capability));
    }

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
