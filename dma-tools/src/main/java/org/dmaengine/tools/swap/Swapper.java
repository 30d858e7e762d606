package org.dmaengine.tools.swap;

import java.time.Duration;
import org.dmaengine.DmaEngine;
import org.dmaengine.spi.ControllerAdmin;
import org.dmaengine.tools.CommandFailure;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Replaces controllers as an operator does: through the framework and Configuration Admin, knowing of the engine only what it lists. For
/// the commands of this bundle.
@Component(service = Swapper.class)
public final class Swapper implements Swaps {
    /// How long a replacement may take to come.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DmaEngine engine;
    private final Configurations configurations;
    private final ControllerAdmin admin;
    private final BundleContext context;

    @Activate
    public Swapper(@Reference DmaEngine engine, @Reference ConfigurationAdmin configurations, @Reference ControllerAdmin admin,
                   BundleContext context) {
        this.engine = engine;
        this.configurations = new Configurations(configurations);
        this.admin = admin;
        this.context = context;
    }

    @Override
    public Swap of(SwapKind kind, String controller) throws CommandFailure {
        return of(kind, controller, controller);
    }

    /// One way for a controller that clients see under another name.
    ///
    /// @param alias the name that is declared broken by [SwapKind#KILL]
    public Swap of(SwapKind kind, String controller, String alias) throws CommandFailure {
        Presence presence = new Presence(engine, controller, PATIENCE);
        presence.instance();
        return switch (kind) {
            case RESTART -> new Restart(presence, context);
            case UPDATE -> new Update(presence, context);
            case CONFIG -> new Reconfigure(presence, configurations.required(presence, kind));
            case RANK -> new Overtake(presence, configurations, configurations.required(presence, kind));
            case KILL -> new Kill(admin, alias, anew(presence));
        };
    }

    private Swap anew(Presence presence) throws CommandFailure {
        Configuration configuration = configurations.of(presence.instance());
        return configuration == null ? new Restart(presence, context) : new Reconfigure(presence, configuration);
    }
}
