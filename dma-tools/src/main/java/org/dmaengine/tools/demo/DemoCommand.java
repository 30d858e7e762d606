package org.dmaengine.tools.demo;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveMap;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.CommandStreams;
import org.dmaengine.tools.Words;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// The shell command `dma:demo`.
@Component(service = DemoCommand.class)
@GogoCommand(scope = "dma", function = "demo")
public final class DemoCommand {
    private final DmaEngine engine;
    private final SlaveMap slaveMap;
    private final ConfigurationAdmin admin;

    @Activate
    public DemoCommand(@Reference DmaEngine engine, @Reference SlaveMap slaveMap, @Reference ConfigurationAdmin admin) {
        this.engine = engine;
        this.slaveMap = slaveMap;
        this.admin = admin;
    }

    /// Shows what the engine can do, on real data.
    @Descriptor("a tour in under 20 seconds that shows what the engine does and says what it shows")
    public void demo(CommandSession session, @Descriptor("none: it takes no words") String... none)
            throws CommandFailure, InterruptedException {
        Words.expectNone("dma:demo", none);
        Tour.complete().show(new Stage(engine, slaveMap, admin, session, CommandStreams.out(session)));
    }
}
