package org.dmaengine.controller.faults;

import static org.osgi.service.component.annotations.ConfigurationPolicy.REQUIRE;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dmaengine.controller.decorator.Shadow;
import org.dmaengine.controller.decorator.Shadows;
import org.dmaengine.faults.ControllerFaults;
import org.dmaengine.faults.FaultCount;
import org.dmaengine.faults.FaultKind;
import org.dmaengine.faults.Injection;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.EngineSpec;
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

/// A controller with faults for each configuration of the factory PID [#PID]; without one the bundle does nothing.
@Component(configurationPid = ControllerFaultsComponent.PID, configurationPolicy = REQUIRE, immediate = true) // its channels are there though nobody asks for figures
@Designate(ocd = FaultConfig.class, factory = true)
public final class ControllerFaultsComponent implements ControllerFaults {
    static final String PID = "org.dmaengine.controller.faults";

    private final FaultSettings settings;
    private final FaultPlan plan;
    private final Logger logger;
    private final Ledger ledger = new Ledger();
    private final Hangs hangs;
    private final ServiceTracker<ChannelDriver, Shadow> drivers;
    // Guarded by itself: engines that no client steps, in the place of those that clients would.
    private final Map<EngineSpec, EngineSpec> unassisted = new WeakHashMap<>();

    /// Registers a channel for each of the controller's.
    ///
    /// @throws IllegalArgumentException if a value of the configuration is not allowed; the component then stays inactive
    @Activate
    public ControllerFaultsComponent(BundleContext context, Map<String, Object> properties, @Reference(service = LoggerFactory.class) Logger logger)
            throws InvalidSyntaxException {
        this.logger = logger;
        settings = FaultSettings.of(properties);
        plan = settings.plan();
        hangs = new Hangs(settings.hangNanos());
        drivers = new Shadows(context, settings.controller(), this::before, _ -> { }, logger).follow(settings.wraps());
        drivers.open();
    }

    /// Lets go of what hangs and takes the channels back.
    @Deactivate
    void deactivate() {
        hangs.end();
        drivers.close();
    }

    private ChannelDriver before(ChannelDriver driver, int channel, Shadow shadow) {
        FaultyDriver.Means means = new FaultyDriver.Means(this::tell, hangs, shadow::disappear, () -> comeBack(shadow));
        return new FaultyDriver(driver, engineOf(driver), channel, plan, ledger, settings.delayNanos(), means);
    }

    /// A client that does an engine's steps itself must not meet one that hangs.
    private EngineSpec engineOf(ChannelDriver driver) {
        EngineSpec its = driver.engine();
        if (!its.assistable() || !settings.rates().containsKey(FaultKind.HANG)) {
            return its;
        }
        synchronized (unassisted) {
            return unassisted.computeIfAbsent(its, _ -> new EngineSpec(its.name(), its.threads(), its.waitStrategy(), false));
        }
    }

    private void tell(Injection injection) {
        logger.info("Controller {}: {}", settings.controller(), injection);
    }

    /// Not at once, since the core is still taking leave of the channel; and on another thread.
    private void comeBack(Shadow shadow) {
        if (settings.returnMillis() > 0) {
            CompletableFuture.delayedExecutor(settings.returnMillis(), TimeUnit.MILLISECONDS).execute(shadow::appear);
        }
    }

    // ---- ControllerFaults ----

    @Override
    public List<FaultCount> counts() {
        return settings.rates().entrySet().stream()
                .map(wanted -> new FaultCount(wanted.getKey(), wanted.getValue().toString(), ledger.count(wanted.getKey()))).toList();
    }

    @Override
    public Optional<Injection> last() {
        return ledger.last();
    }

    @Override
    public int release() {
        return hangs.release();
    }
}
