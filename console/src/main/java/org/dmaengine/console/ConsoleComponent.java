package org.dmaengine.console;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/// Runs what the launcher was asked for, on a thread of its own, and hands back the exit code.
///
/// The launcher registers an [IntConsumer] once every bundle is started, and takes it back before it stops the
/// framework: that service is both the go-ahead and the halt. Only types of the JDK cross this line, since launcher
/// and bundles do not share a class loader.
@Component(immediate = true) // nobody calls a console: it is the one that calls
public final class ConsoleComponent {
    private static final Duration BOARD = Duration.ofSeconds(5);
    private static final Duration LAST_WORDS = Duration.ofMillis(1500);

    private final Launch launch;
    private final IntConsumer exit;
    private final Board board;
    private final Console console;
    private final Thread thread;

    @Activate
    public ConsoleComponent(
            BundleContext context,
            @Reference(target = "(" + Launch.SERVICE + "=*)") Map.Entry<Map<String, Object>, IntConsumer> launcher,
            @Reference CommandProcessor processor,
            @Reference ShellCommands shell,
            @Reference ConfigurationAdmin configurations,
            @Reference ServiceComponentRuntime components)
            throws IOException {
        launch = Launch.of(launcher.getKey());
        exit = launcher.getValue();
        // The system bundle's eyes: the core hides its drivers from every other bundle.
        BundleContext all = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        board = new Board(all, configurations, new Diagnosis(all, components));
        console = Console.of(launch, processor, shell);
        thread = Thread.ofPlatform().name("dmaengine-console").start(this::run);
    }

    private void run() {
        int code = 1;
        try {
            board.await(BOARD).forEach(launch::complain);
            code = console.run();
        } catch (InterruptedException _) {
            launch.complain("interrupted");
        } catch (Exception | LinkageError e) {
            launch.complain(e);
        } finally {
            exit.accept(code);
        }
    }

    /// Interrupts the running command and leaves it a moment to put its files in order.
    @Deactivate
    public void stop() throws InterruptedException {
        console.close();
        if (!CommandThreads.end(thread, LAST_WORDS)) {
            launch.complain("the command does not stop; it is left behind");
        }
    }
}
