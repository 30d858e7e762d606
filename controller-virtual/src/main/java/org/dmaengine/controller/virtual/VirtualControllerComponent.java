package org.dmaengine.controller.virtual;

import static org.osgi.service.component.annotations.ConfigurationPolicy.REQUIRE;

import java.util.Map;
import java.util.stream.IntStream;
import org.dmaengine.spi.Controller;
import org.dmaengine.spi.EngineSpec;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/// One controller in virtual time for each configuration of the factory PID [#PID].
@Component(configurationPid = VirtualControllerComponent.PID, configurationPolicy = REQUIRE)
@Designate(ocd = VirtualConfig.class, factory = true)
public final class VirtualControllerComponent {
    static final String PID = "org.dmaengine.controller.virtual";

    private final Controller controller;

    /// Registers the channels.
    ///
    /// @throws IllegalArgumentException if a value of the configuration is not allowed; the component then stays inactive
    @Activate
    public VirtualControllerComponent(BundleContext context, Map<String, Object> properties) {
        VirtualSettings settings = VirtualSettings.of(properties);
        EngineSpec engine = EngineSpec.device(settings.controller());
        controller = Controller.register(context, settings.controller(), properties, IntStream.range(0, settings.channels())
                .mapToObj(number -> new PacedChannel(engine, settings.pace(), number)).toList());
    }

    /// Takes the channels back; the engine moves what is under way to another controller or ends it.
    @Deactivate
    void deactivate() {
        controller.close();
    }
}
