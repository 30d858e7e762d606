package org.dmaengine.controller.memcpy;

import static org.osgi.service.component.annotations.ConfigurationPolicy.REQUIRE;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.spi.Controller;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/// One memory-to-memory controller for each configuration of the factory PID [#PID].
///
/// A changed configuration ends this instance and makes another: for the engine that is a swap of the controller, which
/// leases survive. Hence no `modified` method: the capabilities of a registered channel must not change.
@Component(configurationPid = MemcpyControllerComponent.PID, configurationPolicy = REQUIRE)
@Designate(ocd = MemcpyConfig.class, factory = true)
public final class MemcpyControllerComponent {
    static final String PID = "org.dmaengine.controller.memcpy";

    private final Controller controller;

    /// Registers the channels.
    ///
    /// @throws IllegalArgumentException if a value of the configuration is not allowed; the component then stays inactive
    @Activate
    public MemcpyControllerComponent(BundleContext context, Map<String, Object> properties) {
        MemcpySettings settings = MemcpySettings.of(properties);
        ChannelCapabilities capabilities = MemcpyChannel.capabilities(settings.alignment(), settings.maxLength());
        List<MemcpyChannel> channels = IntStream.range(0, settings.channels())
                .mapToObj(number -> new MemcpyChannel(settings.controller() + " channel " + number, settings.engine(),
                        capabilities))
                .toList();
        controller = Controller.register(context, settings.controller(), properties, channels);
    }

    /// Takes the channels back; the engine moves what is under way to another controller or ends it.
    @Deactivate
    void deactivate() {
        controller.close();
    }
}
