package org.dmaengine.slavemap.acpi;

import static org.osgi.service.component.annotations.ConfigurationPolicy.REQUIRE;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
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

/// The ACPI tables of this machine, or of another one, as the second source of the slave map.
///
/// A look-up takes no lock: it reads the map in force. A map is made anew when a file changes; the core is told if any answer is another
/// than before, and then itself compares name by name, so that nobody else is touched.
@Component(configurationPid = AcpiConfig.PID, configurationPolicy = REQUIRE)
@Designate(ocd = AcpiConfig.class)
public final class AcpiComponent implements SlaveMapSource {
    private final Logger log;
    private final FollowedFiles files;
    private volatile InForce inForce;

    private record InForce(TableSettings settings, KeptTables tables) { }

    /// Reads the tables; what cannot be read yet is waited for, and says so.
    @Activate
    public AcpiComponent(Map<String, Object> properties, @Reference(service = LoggerFactory.class) Logger log) {
        this.log = log;
        TableSettings settings = TableSettings.of(properties);
        files = new FollowedFiles("the ACPI tables", "dma-acpi", MapBuilder.of(Optional.empty()), log);
        try {
            configure(settings, kept(settings.path()));
        } catch (RuntimeException | Error e) {
            deactivate(); // nobody else does
            throw e;
        }
    }

    @Modified
    void modified(Map<String, Object> properties) {
        TableSettings wanted = TableSettings.of(properties); // throws if it is refused: the tables stay in force
        InForce former = inForce;
        configure(wanted, former.settings().path().equals(wanted.path()) ? former.tables() : kept(wanted.path()));
    }

    @Deactivate
    void deactivate() {
        files.close();
    }

    /// Until the tables of another path have been looked at, those of the former one are in force, and polled; then they are not, whether
    /// there was anything to read or not.
    private void configure(TableSettings wanted, KeptTables tables) {
        files.follow(wanted.path(), tables, wanted.pollInterval(), () -> MapBuilder.of(tables.board()));
        inForce = new InForce(wanted, tables);
        files.renew();
    }

    private KeptTables kept(Path path) {
        return new KeptTables(path, TableFiles::read, failure -> log.warn("{}", failure));
    }

    // ---- for the engine core ----

    @Override
    public Origin origin() {
        return Origin.ACPI;
    }

    @Override
    public Answer lookup(String device, String name) {
        return files.map().lookup(device, name);
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
