package org.dmaengine.core.registry;

import org.dmaengine.ChannelCapabilities;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.EngineSpec;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.Logger;

/// Checks a driver when it is registered; one that contradicts itself is left out, with the reason in the log (REG-01 to
/// REG-05).
final class Registration {
    /// A driver that has passed.
    record Checked(String controller, int channel, String instanceKey, ChannelCapabilities capabilities, EngineSpec engine) { }

    private final Logger log;

    Registration(Logger log) {
        this.log = log;
    }

    /// What the driver states, null if it is refused.
    Checked check(ServiceReference<ChannelDriver> reference, ChannelDriver driver) {
        String problem;
        try {
            Object controller = reference.getProperty(ChannelDriver.CONTROLLER);
            Object channel = reference.getProperty(ChannelDriver.CHANNEL);
            if (!(controller instanceof String name) || name.isBlank()) {
                problem = "service property " + ChannelDriver.CONTROLLER + " is " + controller + "; it must be the controller's name";
            } else if (!(channel instanceof Integer number) || number < 0) {
                problem = "service property " + ChannelDriver.CHANNEL + " is " + channel + "; it must be an Integer from 0";
            } else {
                ChannelCapabilities capabilities = driver.capabilities();
                EngineSpec engine = driver.engine();
                problem = capabilities == null || engine == null ? "capabilities() or engine() is null"
                        : new Declaration(reference, driver, capabilities).contradiction();
                if (problem.isEmpty()) {
                    return new Checked(name, number, instanceKey(reference, name), capabilities, engine);
                }
            }
        } catch (RuntimeException | LinkageError e) {
            problem = "it threw " + e;
        }
        log.error("Channel {} of controller {} (bundle {}, configuration {}) is left out: {}", reference.getProperty(ChannelDriver.CHANNEL),
                reference.getProperty(ChannelDriver.CONTROLLER), reference.getBundle(), reference.getProperty("service.pid"), problem);
        return null;
    }

    /// Channels of one configuration of one bundle belong together; another bundle with the same name is another instance, and so is
    /// what the same configuration becomes by a change.
    private static String instanceKey(ServiceReference<ChannelDriver> reference, String controller) {
        return controller + "|" + reference.getBundle().getBundleId() + "|" + reference.getProperty("service.pid") + "|"
                + reference.getProperty(ChannelDriver.INSTANCE);
    }
}
