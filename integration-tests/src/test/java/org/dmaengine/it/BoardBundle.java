package org.dmaengine.it;

import org.dmaengine.testing.SmallBundle;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/// A bundle that carries a board file for the Configurator.
///
/// The Configurator works through a file in the order of the PIDs, on a thread of its own. Each version of the file ends
/// with an entry `board:v<number>`: once that is known, all before it has been dealt with, also what was to have no effect.
final class BoardBundle implements AutoCloseable {
    private static final String MARK = "\"org.dmaengine.slavemap.entry~zz-mark\": "
            + "{ \"device\": \"board\", \"name\": \"v%d\", \"controller\": \"none\" }";

    private final BundleContext context;
    private final EntryWatch entries;
    private Bundle bundle;
    private int version;

    BoardBundle(BundleContext context, EntryWatch entries) {
        this.context = context;
        this.entries = entries;
    }

    /// Installs the file, or updates it to its next version, and waits until the Configurator has dealt with it.
    ///
    /// @param configurations as in a board file, each `"pid": { ... }`
    void publish(String... configurations) throws BundleException, InterruptedException {
        version++;
        SmallBundle board = SmallBundle.named("org.example.board")
                .header(Constants.BUNDLE_VERSION, version + ".0.0")
                .header(Constants.REQUIRE_CAPABILITY, "osgi.extender;"
                        + "filter:=\"(&(osgi.extender=osgi.configurator)(version>=1.0)(!(version>=2.0)))\"")
                .file("OSGI-INF/configurator/board.json", "{" + String.join(",", configurations)
                        + (configurations.length == 0 ? "" : ",") + MARK.formatted(version) + "}");
        if (bundle == null) {
            bundle = board.install(context);
            bundle.start();
        } else {
            bundle.update(board.jar());
        }
        String mark = "v" + version;
        entries.await("version " + version + " of the board file", () -> !entries.of("board", mark).isEmpty());
    }

    /// Uninstalls the file, with what the Configurator made of it.
    @Override
    public void close() throws BundleException, InterruptedException {
        if (bundle != null) {
            bundle.uninstall();
            String mark = "v" + version;
            entries.await("the end of the board file", () -> entries.of("board", mark).isEmpty());
        }
    }
}
