package org.dmaengine.slavemap.devicetree;

import static org.osgi.service.component.annotations.ConfigurationPolicy.REQUIRE;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

/// The device tree of this machine, or one that it is to have, as the first source of the slave map.
///
/// A look-up takes no lock: it reads the map in force. A map is made anew when a file or a translator changes; the core is told if any answer is
/// another than before, and then itself compares name by name, so that nobody else is touched.
@Component(service = {SlaveMapSource.class, DeviceTreeComponent.class}, configurationPid = DeviceTreeConfig.PID,
        configurationPolicy = REQUIRE)
@Designate(ocd = DeviceTreeConfig.class)
public final class DeviceTreeComponent implements SlaveMapSource {
    private static final int MOST_LOGGED = 20;

    private final Translators translators;
    private final Logger log;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Rotation rotation = new Rotation(System.nanoTime());
    private final Subscription translated;
    private volatile DeviceTreeMap map;

    // ---- guarded by this, which is never held while a file is read, a translator or a listener runs ----
    private TreeSettings settings;
    private KeptTrees trees;
    private Poll poll;
    /// Each map has a turn; one that is made late, of what was there before, does not replace a newer one.
    private long turns;
    private long turnInForce;

    /// Reads the tree; one that cannot be read yet is waited for, and says so.
    @Activate
    public DeviceTreeComponent(Map<String, Object> properties, @Reference Translators translators,
                               @Reference(service = LoggerFactory.class) Logger log) {
        this.translators = translators;
        this.log = log;
        map = MapBuilder.of(List.of(), translators, false);
        configure(TreeSettings.of(properties));
        translated = translators.onChange(this::renew);
        try {
            renew();
        } catch (RuntimeException | Error e) {
            deactivate(); // nobody else does
            throw e;
        }
    }

    @Modified
    void modified(Map<String, Object> properties) {
        TreeSettings wanted = TreeSettings.of(properties); // throws if it is refused: the tree stays in force
        configure(wanted);
        renew();
    }

    @Deactivate
    synchronized void deactivate() {
        translated.close();
        poll.close();
    }

    /// What was there before stays in force, and is polled, until the files have been read.
    private void configure(TreeSettings wanted) {
        KeptTrees looked = kept(wanted.path());
        looked.look();
        synchronized (this) {
            if (poll != null) {
                poll.close();
            }
            trees = looked;
            settings = wanted;
            poll = new Poll(wanted.pollInterval(), this::poll);
        }
    }

    private synchronized KeptTrees kept(Path path) {
        return settings != null && settings.path().equals(path) ? trees
                : new KeptTrees(path, TreeFiles::read, failure -> log.warn("{}", failure));
    }

    private synchronized KeptTrees kept() {
        return trees;
    }

    private void poll() {
        try {
            if (kept().look() || isStale()) {
                renew();
            }
        } catch (RuntimeException | Error e) {
            log.error("the device tree cannot be looked at", e); // the next look may go well
        }
    }

    /// Says whether the map of the last turn is not in force: it is being made, or could not be.
    private synchronized boolean isStale() {
        return turnInForce < turns;
    }

    /// Makes the map anew of what is there now, and tells if it says anything else than before.
    private void renew() {
        long turn;
        List<Board> boards;
        boolean ignoresStatus;
        Path path;
        synchronized (this) {
            turn = ++turns;
            boards = trees.boards();
            ignoresStatus = settings.ignoresStatus();
            path = settings.path();
        }
        DeviceTreeMap wanted = MapBuilder.of(boards, translators, ignoresStatus);
        DeviceTreeMap former;
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

    // ---- for the shell ----

    synchronized boolean ignoresStatus() {
        return settings.ignoresStatus();
    }

    // ---- for the engine core ----

    @Override
    public Origin origin() {
        return Origin.DEVICE_TREE;
    }

    @Override
    public Answer lookup(String device, String name) {
        Answer answer = map.lookup(device, name);
        return answer instanceof Answer.Found(List<SlaveMapEntry> entries) && entries.size() > 1
                ? new Answer.Found(rotation.rotated(entries)) : answer;
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
