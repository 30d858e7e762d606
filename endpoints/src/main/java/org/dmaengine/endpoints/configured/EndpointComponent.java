package org.dmaengine.endpoints.configured;

import static org.osgi.service.component.annotations.ConfigurationPolicy.REQUIRE;

import java.util.Dictionary;
import java.util.Map;
import org.dmaengine.endpoints.Endpoints;
import org.dmaengine.fifo.FifoPort;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;

/// A peripheral for each configuration of the factory PID [#PID]: its endpoint, on its request line.
@Component(configurationPid = EndpointComponent.PID, configurationPolicy = REQUIRE)
@Designate(ocd = EndpointConfig.class, factory = true)
public final class EndpointComponent {
    static final String PID = "org.dmaengine.endpoint";

    private final ReopeningPort port;
    private final ServiceRegistration<FifoPort> registration;

    /// Registers the port and begins to open the endpoint.
    ///
    /// @throws IllegalArgumentException if a value of the configuration is not allowed; the component then stays inactive
    @Activate
    public EndpointComponent(BundleContext context, Map<String, Object> properties, @Reference Endpoints endpoints,
            @Reference(service = LoggerFactory.class) Logger log) {
        EndpointSettings settings = EndpointSettings.of(properties);
        port = new ReopeningPort(settings, endpoints, log);
        Dictionary<String, Object> service = FrameworkUtil.asDictionary(settings.service());
        registration = context.registerService(FifoPort.class, port, service);
        port.open();
    }

    /// Takes the port back, then closes it.
    @Deactivate
    void deactivate() {
        registration.unregister();
        port.close();
    }
}
