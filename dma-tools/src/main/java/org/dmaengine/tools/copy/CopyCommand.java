package org.dmaengine.tools.copy;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.dmaengine.SlaveMap;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.CommandStreams;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// The shell command `dma:copy`.
///
/// Gogo fetches this service for one call and gives it back, so that what a copy may have left is released then.
@Component(service = CopyCommand.class)
@GogoCommand(scope = "dma", function = "copy")
public final class CopyCommand {
    private final SlaveMap slaveMap;

    @Activate
    public CopyCommand(@Reference SlaveMap slaveMap) {
        this.slaveMap = slaveMap;
    }

    /// Copies a file and prints bytes, transfers, seconds and rate. Names are relative to the session's folder.
    @Descriptor("copies a file through a DMA channel, verifies the copy and puts it in place")
    public void copy(CommandSession session, @Descriptor("SOURCE TARGET") String... names) throws CommandFailure {
        if (names.length != 2) {
            throw new CommandFailure("usage: dma:copy SOURCE TARGET (" + names.length + " names given)");
        }
        FilePair files = FilePair.check(session.currentDir(), names[0], names[1]);
        CopyReport report = new Copy(slaveMap, files, names[1], CommandStreams.terminal().orElse(null)).run();
        CommandStreams.out(session).println(report.line());
    }
}
