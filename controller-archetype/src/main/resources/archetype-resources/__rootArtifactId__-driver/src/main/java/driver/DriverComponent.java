package ${package}.driver;

import static org.osgi.service.component.annotations.ConfigurationPolicy.REQUIRE;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

/// One controller for each configuration of the factory PID `${package}`.
@Component(configurationPid = "${package}", configurationPolicy = REQUIRE)
@Designate(ocd = DriverConfig.class, factory = true)
public final class DriverComponent {
    private static final int CAPACITY = 64 << 10;

    private final BundleContext context;
    private final Logger logger;
    // Stays when a changed configuration brings other channels, with all that it holds.
    private final Device device = new LoopbackDevice(CAPACITY);
    private DriverSettings settings;
    private Controller controller;

    /// Registers the channels.
    ///
    /// @throws IllegalArgumentException if a value of the configuration is not allowed; the component then stays inactive
    @Activate
    public DriverComponent(BundleContext context, Map<String, Object> properties,
                           @Reference(service = LoggerFactory.class) Logger logger) {
        this.context = context;
        this.logger = logger;
        settings = DriverSettings.of(properties);
        controller = register(settings, properties);
    }

    private Controller register(DriverSettings now, Map<String, Object> properties) {
        EngineSpec engine = EngineSpec.device(now.controller());
        List<DriverChannel> channels = IntStream.range(0, now.channels())
                .mapToObj(number -> new DriverChannel(now.controller() + " channel " + number, engine, device))
                .toList();
        return Controller.register(context, now.controller(), properties, channels);
    }

    /// Takes a changed configuration over. One that is refused changes nothing, and the log says why.
    @Modified
    void modified(Map<String, Object> properties) {
        try {
            DriverSettings wanted = DriverSettings.of(properties);
            if (wanted.isLike(settings)) {
                controller.update(properties); // no channel is touched
            } else {
                replace(wanted, properties);
            }
        } catch (IllegalArgumentException refused) {
            logger.error("Controller {} stays as it was: {}", settings.controller(), refused.getMessage());
        }
    }

    /// The new channels come before the former ones go, so that nobody has to wait for them.
    private void replace(DriverSettings wanted, Map<String, Object> properties) {
        Controller former = controller;
        controller = register(wanted, properties);
        settings = wanted;
        former.close();
    }

    /// Takes the channels back; the engine moves what is under way to another controller or ends it.
    @Deactivate
    void deactivate() {
        controller.close();
    }
}
