package org.dmaengine.tools.swap;

import java.io.IOException;
import java.util.Dictionary;
import org.dmaengine.tools.CommandFailure;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// The configurations that controllers come from. What goes wrong with one is said in a line.
record Configurations(ConfigurationAdmin admin) {
    /// The configuration of a controller's instance; null if it comes from none.
    Configuration of(Presence.Instance instance) throws CommandFailure {
        if (instance.pid() == null) {
            return null;
        }
        try {
            Configuration[] found = admin.listConfigurations("(service.pid=" + instance.pid().replaceAll("([\\\\*()])", "\\\\$1") + ")");
            return found == null ? null : found[0];
        } catch (IOException | InvalidSyntaxException e) {
            throw new CommandFailure("configuration " + instance.pid() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// The same, where there must be one.
    ///
    /// @throws CommandFailure if there is none; names kinds of swaps that do without
    Configuration required(Presence presence, SwapKind kind) throws CommandFailure {
        Configuration found = of(presence.instance());
        if (found == null) {
            throw new CommandFailure("controller " + presence.controller() + " comes from no configuration, which kind=" + kind.key()
                    + " would change; restart and update need none");
        }
        return found;
    }

    /// An instance beside others of its factory; there once it is updated.
    Configuration instance(String factory, String name, String location) throws CommandFailure {
        try {
            return admin.getFactoryConfiguration(factory, name, location);
        } catch (IOException e) {
            throw new CommandFailure("configuration " + factory + "~" + name + " cannot be made: " + e.getMessage(), e);
        }
    }

    static void update(Configuration configuration, Dictionary<String, Object> properties) throws CommandFailure {
        try {
            configuration.update(properties);
        } catch (IOException | RuntimeException e) { // one that is read-only or deleted says so at run time
            throw new CommandFailure("configuration " + configuration.getPid() + " cannot be changed: " + e.getMessage(), e);
        }
    }

    static void delete(Configuration configuration) throws CommandFailure {
        try {
            configuration.delete();
        } catch (IOException | RuntimeException e) {
            throw new CommandFailure("configuration " + configuration.getPid() + " cannot be deleted: " + e.getMessage(), e);
        }
    }
}
