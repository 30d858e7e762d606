package org.dmaengine.slavemap.board;

import static org.osgi.service.component.annotations.ConfigurationPolicy.IGNORE;

import java.util.Collection;
import java.util.Dictionary;
import org.dmaengine.slavemap.files.Listeners;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.cm.annotations.RequireConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;

/// The board file: every configuration of the factory PID [EntryConfig#PID], whoever wrote it, is one entry.
///
/// It takes the configurations as a [ManagedServiceFactory] and not as one component for each: a changed entry then
/// replaces the former one in a single step, where Declarative Services would take it away first, and a client would
/// lose its channel for a changed timeout. Configuration Admin calls on a thread of its own; listeners run on that.
///
/// Immediate because Configuration Admin gets the service for each delivery only and lets go of it again: a delayed
/// component would be deactivated then, and its entries forgotten, unless somebody else holds it at that moment.
@Component(immediate = true, service = {SlaveMapSource.class, ManagedServiceFactory.class},
        property = Constants.SERVICE_PID + "=" + EntryConfig.PID,
        configurationPid = EntryConfig.PID, configurationPolicy = IGNORE)
@RequireConfigurationAdmin
@Designate(ocd = EntryConfig.class, factory = true)
public final class BoardFileComponent implements SlaveMapSource, ManagedServiceFactory {
    private final BoardIndex index = new BoardIndex();
    private final Listeners listeners = new Listeners();
    private final Logger logger;

    /// Starts without entries; Configuration Admin delivers those that exist once the service is registered.
    @Activate
    public BoardFileComponent(@Reference(service = LoggerFactory.class) Logger logger) {
        this.logger = logger;
    }

    // ---- from Configuration Admin ----

    @Override
    public String getName() {
        return "DMA slave-map entries";
    }

    /// A configuration is new or has changed. A bad one is logged and left out rather than thrown back: Configuration
    /// Admin would log the exception as its own and keep no other entry from working either way.
    @Override
    public void updated(String pid, Dictionary<String, ?> properties) {
        BoardEntry entry = EntryReader.read(pid, FrameworkUtil.asMap(properties));
        if (entry instanceof BoardEntry.LeftOut leftOut) {
            logger.error("{}", leftOut);
        }
        if (index.put(entry)) {
            announce();
        }
    }

    @Override
    public void deleted(String pid) {
        if (index.remove(pid)) {
            announce();
        }
    }

    private void announce() {
        listeners.changed(failure -> logger.error("a listener of the slave map failed", failure));
    }

    // ---- for the engine core ----

    @Override
    public Origin origin() {
        return Origin.BOARD_FILE;
    }

    @Override
    public Answer lookup(String device, String name) {
        return index.lookup(device, name);
    }

    @Override
    public Collection<SlaveMapEntry> entries() {
        return index.entries();
    }

    @Override
    public Subscription onChange(Runnable changed) {
        return listeners.add(changed);
    }
}
