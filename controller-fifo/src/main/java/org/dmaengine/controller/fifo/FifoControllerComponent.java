package org.dmaengine.controller.fifo;

import static org.osgi.service.component.annotations.ConfigurationPolicy.REQUIRE;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.spi.Controller;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;

/// One controller of peripherals for each configuration of the factory PID [#PID].
///
/// Ports come and go while it lives. A changed configuration ends this instance and makes another: for the engine that is a swap of
/// the controller. The ports are the same ones, and what is in them is not lost.
@Component(configurationPid = FifoControllerComponent.PID, configurationPolicy = REQUIRE)
@Designate(ocd = FifoConfig.class, factory = true)
public final class FifoControllerComponent {
    static final String PID = "org.dmaengine.controller.fifo";

    private final Ports ports;
    private final Controller controller;

    /// Registers the channels.
    ///
    /// @throws IllegalArgumentException if a value of the configuration is not allowed; the component then stays inactive
    @Activate
    public FifoControllerComponent(BundleContext context, Map<String, Object> properties,
                                   @Reference(service = LoggerFactory.class) Logger logger) {
        FifoSettings settings = FifoSettings.of(properties);
        ports = new Ports(settings, logger);
        List<FifoChannel> channels = IntStream.range(0, settings.channels())
                .mapToObj(number -> new FifoChannel(settings.controller() + " channel " + number, settings, ports))
                .toList();
        controller = Controller.register(context, settings.controller(), properties, channels);
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

    /// Takes the channels back; the engine moves what is under way to another controller or ends it.
    @Deactivate
    void deactivate() {
        controller.close();
    }
}
