package org.dmaengine.it;

import org.dmaengine.testing.SmallBundle;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/// A bundle that carries a board file for the Configurator, in one version after the other.
///
/// The Configurator works on a thread of its own, on one bundle event after the other. To know that it is done, also with
/// what has no effect, a second bundle follows whose entry must become known. The file's own last entry would not do:
/// the Configurator may have an event of the bundle's start left then, and if that meets the bundle in the middle of its
/// next update, it deletes the configurations and makes them again.
final class BoardBundle implements AutoCloseable {
    private static final String MARK = "\"org.dmaengine.slavemap.entry~mark\": "
            + "{ \"device\": \"board\", \"name\": \"mark\", \"controller\": \"none\" }";

    private final BundleContext context;
    private final EntryWatch entries;
    private Bundle bundle;

    BoardBundle(BundleContext context, EntryWatch entries) {
        this.context = context;
        this.entries = entries;
    }

    /// Installs the file, or updates it, and waits until the Configurator has dealt with it.
    ///
    /// @param configurations as in a board file, each `"pid": { ... }`
    void publish(String... configurations) throws BundleException, InterruptedException {
        SmallBundle board = withFile("org.example.board", configurations);
        if (bundle == null) {
            bundle = board.install(context);
            bundle.start();
        } else {
            bundle.update(board.jar());
        }
        awaitConfigurator();
    }

    /// Uninstalls the file, with what the Configurator made of it.
    @Override
    public void close() throws BundleException, InterruptedException {
        if (bundle != null) {
            bundle.uninstall();
            awaitConfigurator();
        }
    }

    private void awaitConfigurator() throws BundleException, InterruptedException {
        Bundle mark = withFile("org.example.mark", MARK).install(context);
        mark.start();
        entries.await("the mark behind the board file", () -> !entries.of("board", "mark").isEmpty());
        mark.uninstall();
        entries.await("the end of the mark", () -> entries.of("board", "mark").isEmpty());
    }

    private static SmallBundle withFile(String symbolicName, String... configurations) {
        return SmallBundle.named(symbolicName)
                .header(Constants.REQUIRE_CAPABILITY, "osgi.extender;"
                        + "filter:=\"(&(osgi.extender=osgi.configurator)(version>=1.0)(!(version>=2.0)))\"")
                .file("OSGI-INF/configurator/board.json", "{" + String.join(",", configurations) + "}");
    }
}
