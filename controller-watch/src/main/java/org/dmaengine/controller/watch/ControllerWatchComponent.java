package org.dmaengine.controller.watch;

import static org.osgi.service.component.annotations.ConfigurationPolicy.REQUIRE;

import java.util.List;
import java.util.Map;
import org.dmaengine.controller.decorator.Shadow;
import org.dmaengine.controller.decorator.Shadows;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.watch.ControllerWatch;
import org.dmaengine.watch.Counts;
import org.dmaengine.watch.Handover;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.util.tracker.ServiceTracker;

/// One watch for each configuration of the factory PID [#PID].
@Component(configurationPid = ControllerWatchComponent.PID, configurationPolicy = REQUIRE, immediate = true) // its channels are there though nobody asks for figures
@Designate(ocd = WatchConfig.class, factory = true)
public final class ControllerWatchComponent implements ControllerWatch {
    static final String PID = "org.dmaengine.controller.watch";

    private final Tally tally = new Tally();
    private final ServiceTracker<ChannelDriver, Shadow> drivers;

    /// Registers a channel for each of the controller's.
    ///
    /// @throws IllegalArgumentException if a value of the configuration is not allowed; the component then stays inactive
    @Activate
    public ControllerWatchComponent(BundleContext context, Map<String, Object> properties, @Reference(service = LoggerFactory.class) Logger logger)
            throws InvalidSyntaxException {
        WatchSettings settings = WatchSettings.of(properties);
        Shadows shadows = new Shadows(context, settings.controller(), (driver, channel, _) -> new WatchedDriver(driver, channel, settings.stepBytes(), tally),
                tally::left, logger);
        drivers = shadows.follow(settings.watches());
        drivers.open();
    }

    /// Takes the channels back.
    @Deactivate
    void deactivate() {
        drivers.close();
    }

    @Override
    public Counts counts() {
        return tally.counts();
    }

    @Override
    public List<Handover> takeHandovers() {
        return tally.takeHandovers();
    }

    @Override
    public int lingering() {
        return tally.lingering();
    }
}
