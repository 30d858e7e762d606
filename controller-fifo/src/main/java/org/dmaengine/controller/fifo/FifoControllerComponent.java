package org.dmaengine.controller.fifo;

import static org.osgi.service.component.annotations.ConfigurationPolicy.REQUIRE;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.spi.Controller;
import org.dmaengine.spi.EngineSpec;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;

/// One controller of peripherals for each configuration of the factory PID [#PID].
///
/// Ports come and go while it lives. A changed configuration changes this instance: where the channels can stay what they are, they are told the
/// new properties; else others take their place, with the same ports, and leases move straight over.
@Component(configurationPid = FifoControllerComponent.PID, configurationPolicy = REQUIRE)
@Designate(ocd = FifoConfig.class, factory = true)
public final class FifoControllerComponent {
    static final String PID = "org.dmaengine.controller.fifo";

    private final BundleContext context;
    private final Logger logger;
    private final Ports ports;
    private FifoSettings settings;
    private Controller controller;
    // How many times others have taken the channels' place; tells the engines of the two apart that are there meanwhile.
    private int changes;

    /// Registers the channels.
    ///
    /// @throws IllegalArgumentException if a value of the configuration is not allowed; the component then stays inactive
    @Activate
    public FifoControllerComponent(BundleContext context, Map<String, Object> properties,
                                   @Reference(service = LoggerFactory.class) Logger logger) {
        this.context = context;
        this.logger = logger;
        settings = FifoSettings.of(properties);
        ports = new Ports(settings, logger);
        controller = register(settings, settings.controller(), properties);
    }

    private Controller register(FifoSettings now, String engineName, Map<String, Object> properties) {
        EngineSpec engine = now.engine(engineName);
        List<FifoChannel> channels = IntStream.range(0, now.channels())
                .mapToObj(number -> new FifoChannel(now.controller() + " channel " + number, now, engine, ports))
                .toList();
        return Controller.register(context, now.controller(), properties, channels);
    }

    /// A peripheral is there.
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addPort(FifoPort port, Map<String, ?> properties) {
        ports.add(port, properties);
    }

    /// A peripheral has another line, address or ranking.
    void updatedPort(FifoPort port, Map<String, ?> properties) {
        ports.update(port, properties);
    }

    /// A peripheral goes; on any thread, inside a call of that port too.
    void removePort(FifoPort port, Map<String, ?> properties) {
        ports.remove(properties);
    }

    /// Takes a changed configuration over. One that is refused changes nothing, and the log says why.
    @Modified
    void modified(Map<String, Object> properties) {
        try {
            FifoSettings wanted = FifoSettings.of(properties);
            if (wanted.equals(settings)) {
                controller.update(properties);
            } else {
                replace(wanted, properties);
            }
        } catch (IllegalArgumentException refused) {
            logger.error("Controller {} stays as it was: {}", settings.controller(), refused.getMessage());
        }
    }

    /// The new channels come before the former ones go, so that nobody has to wait for them; meanwhile all find their ports.
    private void replace(FifoSettings wanted, Map<String, Object> properties) {
        ports.configure(settings, wanted);
        try {
            Controller former = controller;
            controller = register(wanted, wanted.controller() + "." + (changes + 1), properties);
            changes++;
            settings = wanted;
            former.close();
        } finally {
            ports.configure(settings);
        }
    }

    /// Takes the channels back; the engine moves what is under way to another controller or ends it.
    @Deactivate
    void deactivate() {
        controller.close();
    }
}
