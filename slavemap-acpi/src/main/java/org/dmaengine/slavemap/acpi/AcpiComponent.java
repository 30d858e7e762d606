package org.dmaengine.slavemap.acpi;

import static org.osgi.service.component.annotations.ConfigurationPolicy.REQUIRE;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;

/// The ACPI tables of this machine, or of another one, as the second source of the slave map.
///
/// A look-up takes no lock: it reads the map in force. A map is made anew when a file changes; the core is told if any answer is another
/// than before, and then itself compares name by name, so that nobody else is touched.
@Component(configurationPid = AcpiConfig.PID, configurationPolicy = REQUIRE)
@Designate(ocd = AcpiConfig.class)
public final class AcpiComponent implements SlaveMapSource {
    private static final int MOST_LOGGED = 20;

    private final Logger log;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile AcpiMap map;

    // ---- guarded by this, which is never held while a listener runs ----
    private TableSettings settings;
    private KeptTables tables;
    private Poll poll;
    /// Each map has a turn; one that is made late, of what was there before, does not replace a newer one.
    private long turns;
    private long turnInForce;

    /// Reads the tables; what cannot be read yet is waited for, and says so.
    @Activate
    public AcpiComponent(Map<String, Object> properties, @Reference(service = LoggerFactory.class) Logger log) {
        this.log = log;
        map = MapBuilder.of(Optional.empty());
        configure(TableSettings.of(properties));
        renew();
    }

    @Modified
    void modified(Map<String, Object> properties) {
        TableSettings wanted = TableSettings.of(properties); // throws if it is refused: the tables stay in force
        stopPolling();
        configure(wanted);
        renew();
    }

    @Deactivate
    void deactivate() {
        stopPolling();
    }

    private synchronized void configure(TableSettings wanted) {
        if (settings == null || !settings.path().equals(wanted.path())) {
            tables = new KeptTables(wanted.path(), failure -> log.warn("{}", failure));
        }
        settings = wanted;
        tables.look();
        poll = new Poll(wanted.pollInterval(), this::poll);
    }

    private synchronized void stopPolling() {
        poll.close();
    }

    private void poll() {
        try {
            if (look()) {
                renew();
            }
        } catch (RuntimeException | Error e) {
            log.error("the ACPI tables cannot be looked at", e); // the next look may go well
        }
    }

    private synchronized boolean look() {
        return tables.look();
    }

    /// Makes the map anew of what is there now, and tells if it says anything else than before.
    private void renew() {
        long turn;
        Optional<Board> board;
        Path path;
        synchronized (this) {
            turn = ++turns;
            board = tables.board();
            path = settings.path();
        }
        AcpiMap wanted = MapBuilder.of(board);
        AcpiMap former;
        synchronized (this) {
            if (turn < turnInForce) {
                return;
            }
            turnInForce = turn;
            former = map;
            map = wanted;
        }
        report(path, wanted.problems().stream().filter(problem -> !former.problems().contains(problem)).toList());
        if (!wanted.answers().equals(former.answers())) {
            listeners.forEach(this::tell);
        }
    }

    private void report(Path path, List<String> problems) {
        problems.stream().limit(MOST_LOGGED).forEach(problem -> log.warn("{}", problem));
        if (problems.size() > MOST_LOGGED) {
            log.warn("... and {} more; dma:map problems={} shows all", problems.size() - MOST_LOGGED, path);
        }
    }

    private void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            log.error("a listener of the slave map failed", e);
        }
    }

    // ---- for the engine core ----

    @Override
    public Origin origin() {
        return Origin.ACPI;
    }

    @Override
    public Answer lookup(String device, String name) {
        return map.lookup(device, name);
    }

    @Override
    public Collection<SlaveMapEntry> entries() {
        return map.entries();
    }

    @Override
    public Subscription onChange(Runnable changed) {
        listeners.add(changed);
        return () -> listeners.remove(changed);
    }
}
