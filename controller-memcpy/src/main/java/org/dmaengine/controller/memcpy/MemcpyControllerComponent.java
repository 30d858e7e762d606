package org.dmaengine.controller.memcpy;

import static org.osgi.service.component.annotations.ConfigurationPolicy.REQUIRE;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.spi.Controller;
import org.dmaengine.spi.EngineSpec;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;

/// One memory-to-memory controller for each configuration of the factory PID [#PID].
///
/// A changed configuration changes this instance. Where the channels can stay what they are, they are told the new properties; else others
/// take their place, and leases move straight over.
@Component(configurationPid = MemcpyControllerComponent.PID, configurationPolicy = REQUIRE)
@Designate(ocd = MemcpyConfig.class, factory = true)
public final class MemcpyControllerComponent {
    static final String PID = "org.dmaengine.controller.memcpy";

    private final BundleContext context;
    private final Logger logger;
    private MemcpySettings settings;
    private Controller controller;
    // How many times others have taken the channels' place; tells the engines of the two apart that are there meanwhile.
    private int changes;

    /// Registers the channels.
    ///
    /// @throws IllegalArgumentException if a value of the configuration is not allowed; the component then stays inactive
    @Activate
    public MemcpyControllerComponent(BundleContext context, Map<String, Object> properties,
                                     @Reference(service = LoggerFactory.class) Logger logger) {
        this.context = context;
        this.logger = logger;
        settings = MemcpySettings.of(properties);
        controller = register(settings, settings.controller(), properties);
    }

    private Controller register(MemcpySettings now, String engineName, Map<String, Object> properties) {
        EngineSpec engine = now.engine(engineName);
        ChannelCapabilities capabilities = MemcpyChannel.capabilities(now.alignment(), now.maxLength());
        List<MemcpyChannel> channels = IntStream.range(0, now.channels())
                .mapToObj(number -> new MemcpyChannel(now.controller() + " channel " + number, engine, capabilities))
                .toList();
        return Controller.register(context, now.controller(), properties, channels);
    }

    /// Takes a changed configuration over. One that is refused changes nothing, and the log says why.
    @Modified
    void modified(Map<String, Object> properties) {
        try {
            MemcpySettings wanted = MemcpySettings.of(properties);
            if (wanted.equals(settings)) {
                controller.update(properties);
            } else {
                replace(wanted, properties);
            }
        } catch (IllegalArgumentException refused) {
            logger.error("Controller {} stays as it was: {}", settings.controller(), refused.getMessage());
        }
    }

    /// The new channels come before the former ones go, so that nobody has to wait for them.
    private void replace(MemcpySettings wanted, Map<String, Object> properties) {
        Controller former = controller;
        controller = register(wanted, wanted.controller() + "." + (changes + 1), properties);
        changes++;
        settings = wanted;
        former.close();
    }

    /// Takes the channels back; the engine moves what is under way to another controller or ends it.
    @Deactivate
    void deactivate() {
        controller.close();
    }
}
