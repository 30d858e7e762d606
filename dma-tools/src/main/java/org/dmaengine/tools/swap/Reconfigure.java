package org.dmaengine.tools.swap;

import java.util.Dictionary;
import org.dmaengine.tools.CommandFailure;
import org.osgi.service.cm.Configuration;

/// Changes the controller's configuration in something hard, and back the next time.
final class Reconfigure implements Swap {
    private final Presence presence;
    private final Configuration configuration;
    private final Dictionary<String, Object> own;
    private final Dictionary<String, Object> changed;
    private boolean isChanged;

    Reconfigure(Presence presence, Configuration configuration) {
        this.presence = presence;
        this.configuration = configuration;
        this.own = configuration.getProperties();
        this.changed = new HardChange(configuration.getFactoryPid()).of(own);
    }

    @Override
    public void once() throws CommandFailure {
        Presence.Instance former = presence.instance();
        isChanged = !isChanged;
        Configurations.update(configuration, isChanged ? changed : own);
        presence.awaitReplaced(former);
    }

    @Override
    public void close() throws CommandFailure {
        if (isChanged) {
            once();
        }
    }
}
