package org.dmaengine.tools.stream;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.dmaengine.DmaEngine;
import org.dmaengine.endpoints.Endpoints;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.CommandStreams;
import org.dmaengine.tools.swap.Swapper;
import org.dmaengine.tools.swap.Swaps;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/// The shell command `dma:stream`.
///
/// Gogo fetches this service for one call and gives it back, so that what a stream may have left is released then.
@Component(service = StreamCommand.class)
@GogoCommand(scope = "dma", function = "stream")
public final class StreamCommand {
    /// What follows the colon of these is the name of a file.
    private static final Set<String> SCHEMES_OF_FILES = Set.of("file", "pipe", "unix", "tty");

    private final DmaEngine engine;
    private final Endpoints endpoints;
    private final BundleContext context;
    private final Swaps swaps;
    private final Set<Stream> running = ConcurrentHashMap.newKeySet();

    @Activate
    public StreamCommand(@Reference DmaEngine engine, @Reference Endpoints endpoints, @Reference(service = Swapper.class) Swaps swaps,
                         BundleContext context) {
        this.engine = engine;
        this.endpoints = endpoints;
        this.context = context;
        this.swaps = swaps;
    }

    /// Streams and prints what went through. Names of files are relative to the session's folder.
    @Descriptor("streams from one endpoint to another through two DMA channels of a FIFO controller")
    public void stream(CommandSession session,
                       @Descriptor("SOURCE SINK [mode=cyclic|sg|single] [period=4096] [periods=8] [bytes=N] [sha=on|off] [swaps=N]") String... words)
            throws CommandFailure {
        List<String> resolved = new ArrayList<>(List.of(words));
        resolved.replaceAll(word -> inFolder(session.currentDir(), word));
        StreamParameters parameters = StreamParameters.parse(resolved);
        Stream stream = new Stream(parameters, CommandStreams.terminal().orElse(null));
        running.add(stream);
        try {
            CommandStreams.out(session).println(stream.run(engine, endpoints, context, swaps).text());
        } finally {
            running.remove(stream);
        }
    }

    /// The engine, the endpoints or this bundle are being stopped.
    @Deactivate
    void deactivate() {
        running.forEach(stream -> stream.stop("stopped, since the bundle of the engine, the endpoints or the tools is"));
    }

    private static String inFolder(Path folder, String word) {
        int colon = word.indexOf(':');
        String rest = word.substring(colon + 1);
        if (colon < 0 || rest.isEmpty() || !SCHEMES_OF_FILES.contains(word.substring(0, colon))) {
            return word;
        }
        try {
            return word.substring(0, colon + 1) + folder.resolve(rest);
        } catch (InvalidPathException _) {
            return word;
        }
    }
}
