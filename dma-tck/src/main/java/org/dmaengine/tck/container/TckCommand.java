package org.dmaengine.tck.container;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.dmaengine.spi.ChannelDriver;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// The shell command `dma:tck`.
@Component(service = TckCommand.class)
@GogoCommand(scope = "dma", function = "tck")
public final class TckCommand {
    private final LiveChannels live;
    private final Conformances conformances;

    @Activate
    public TckCommand(@Reference LiveChannels live, @Reference Conformances conformances) {
        this.live = live;
        this.conformances = conformances;
    }

    /// Tests the channels that nobody uses, and prints and publishes what they have come to.
    ///
    /// @throws TckFailure if a case fails
    @Descriptor("holds the drivers of all channels that are not in use against the contract")
    public void tck(CommandSession session, @Descriptor("[CONTROLLER] [report=FILE]") String... words) throws TckFailure {
        TckArguments arguments = TckArguments.parse(List.of(words));
        TckReport report = new TckReport(tested(chosen(arguments.controller())));
        if (live.isStopped()) {
            throw new TckFailure("dma:tck has been broken off, because its bundle or the engine core has stopped; nothing is published");
        }
        if (Thread.interrupted()) {
            throw new TckFailure("interrupted; nothing is published, and all channels have been given back");
        }
        publish(report);
        out(session).println(report.text());
        if (!arguments.report().isEmpty()) {
            write(report, session.currentDir().resolve(arguments.report()));
        }
        if (!report.failure().isEmpty()) {
            throw new TckFailure(report.failure());
        }
    }

    private List<Tested> tested(List<ServiceReference<ChannelDriver>> chosen) {
        TckProgress progress = TckProgress.of(chosen.size());
        List<Tested> tested = new ArrayList<>();
        for (ServiceReference<ChannelDriver> channel : chosen) {
            progress.begins(tested.size(), Tested.nameOf(channel));
            tested.add(live.test(channel));
        }
        return tested;
    }

    private List<ServiceReference<ChannelDriver>> chosen(String controller) throws TckFailure {
        List<ServiceReference<ChannelDriver>> all = live.all();
        List<ServiceReference<ChannelDriver>> chosen = all.stream()
                .filter(channel -> controller.isEmpty() || LiveChannels.controller(channel).equals(controller)).toList();
        if (chosen.isEmpty()) {
            String present = all.stream().map(LiveChannels::controller).distinct().collect(Collectors.joining(", "));
            throw new TckFailure(present.isEmpty() ? "no channels: no controller is present"
                    : "no controller is called '" + controller + "'; there are " + present);
        }
        return chosen;
    }

    private void publish(TckReport report) {
        Map<String, List<Tested>> controllers = report.channels().stream()
                .collect(Collectors.groupingBy(Tested::controller, LinkedHashMap::new, Collectors.toList()));
        controllers.forEach((controller, channels) -> {
            if (channels.stream().anyMatch(channel -> !channel.isLeftOut())) {
                conformances.publish(controller, channels);
            }
        });
    }

    private static void write(TckReport report, Path file) throws TckFailure {
        try {
            report.write(file);
        } catch (IOException e) {
            throw new TckFailure("the report " + file + " cannot be written: " + e.getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    /// A pipe or redirection belongs to the command, the console to its session.
    private static PrintStream out(CommandSession session) {
        Process process = Process.Utils.current();
        return process != null ? new PrintStream(process.out(), true) : session.getConsole();
    }
}
