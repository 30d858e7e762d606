package org.dmaengine.slavemap.devicetree;

import static org.osgi.service.component.annotations.ConfigurationPolicy.REQUIRE;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.dmaengine.slavemap.files.FollowedFiles;
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
/// A look-up takes no lock: it reads the map in force. A map is made anew when a file or a translator changes; the core is told if any
/// answer is another than before, and then itself compares name by name, so that nobody else is touched.
@Component(service = {SlaveMapSource.class, DeviceTreeComponent.class}, configurationPid = DeviceTreeConfig.PID,
        configurationPolicy = REQUIRE)
@Designate(ocd = DeviceTreeConfig.class)
public final class DeviceTreeComponent implements SlaveMapSource {
    private final Translators translators;
    private final Logger log;
    private final Rotation rotation = new Rotation(System.nanoTime());
    private final FollowedFiles files;
    private final Subscription translated;
    private volatile InForce inForce;

    private record InForce(TreeSettings settings, KeptTrees trees) { }

    /// Reads the tree; one that cannot be read yet is waited for, and says so.
    @Activate
    public DeviceTreeComponent(Map<String, Object> properties, @Reference Translators translators,
                               @Reference(service = LoggerFactory.class) Logger log) {
        this.translators = translators;
        this.log = log;
        TreeSettings settings = TreeSettings.of(properties);
        files = new FollowedFiles("the device tree", "dma-devicetree", MapBuilder.of(List.of(), translators, false), log);
        translated = translators.onChange(files::renew);
        try {
            configure(settings, kept(settings.path()));
        } catch (RuntimeException | Error e) {
            deactivate(); // nobody else does
            throw e;
        }
    }

    @Modified
    void modified(Map<String, Object> properties) {
        TreeSettings wanted = TreeSettings.of(properties); // throws if it is refused: the tree stays in force
        InForce former = inForce;
        configure(wanted, former.settings().path().equals(wanted.path()) ? former.trees() : kept(wanted.path()));
    }

    @Deactivate
    void deactivate() {
        translated.close();
        files.close();
    }

    /// Until the files of another path have been looked at, those of the former one are in force, and polled; then they are not, whether
    /// there was anything to read or not.
    private void configure(TreeSettings wanted, KeptTrees trees) {
        files.follow(wanted.path(), trees, wanted.pollInterval(), () -> MapBuilder.of(trees.boards(), translators, wanted.ignoresStatus()));
        inForce = new InForce(wanted, trees);
        files.renew();
    }

    private KeptTrees kept(Path path) {
        return new KeptTrees(path, TreeFiles::read, failure -> log.warn("{}", failure));
    }

    // ---- for the shell ----

    boolean ignoresStatus() {
        return inForce.settings().ignoresStatus();
    }

    // ---- for the engine core ----

    @Override
    public Origin origin() {
        return Origin.DEVICE_TREE;
    }

    @Override
    public Answer lookup(String device, String name) {
        Answer answer = files.map().lookup(device, name);
        return answer instanceof Answer.Found(List<SlaveMapEntry> entries) && entries.size() > 1
                ? new Answer.Found(rotation.rotated(entries)) : answer;
    }

    @Override
    public Collection<SlaveMapEntry> entries() {
        return files.map().entries();
    }

    @Override
    public Subscription onChange(Runnable changed) {
        return files.onChange(changed);
    }
}
