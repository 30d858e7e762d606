package org.dmaengine.tools.demo;

import java.io.IOException;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// What the demo adds to the board for a moment: a controller, a device, or a name for a channel.
final class Configured implements AutoCloseable {
    private static final String ANY_BUNDLE = "?";

    private final Configuration configuration;
    /// Of a name; null for everything else.
    private final Borrowed<Object> condition;
    private boolean closed;

    private Configured(Configuration configuration, Map<String, ?> properties, Borrowed<Object> condition) throws IOException {
        this.configuration = configuration;
        this.condition = condition;
        configuration.update(new Hashtable<>(properties));
    }

    /// One component of several.
    static Configured instance(ConfigurationAdmin admin, String factory, String name, Map<String, ?> properties) throws IOException {
        return new Configured(admin.getFactoryConfiguration(factory, name, ANY_BUNDLE), properties, null);
    }

    /// The only component of its kind.
    static Configured single(ConfigurationAdmin admin, String pid, Map<String, ?> properties) throws IOException {
        return new Configured(admin.getConfiguration(pid, ANY_BUNDLE), properties, null);
    }

    /// A name for a channel of a controller; waits until that is present.
    static Configured name(ConfigurationAdmin admin, String device, String name, Map<String, ?> properties)
            throws IOException, InvalidSyntaxException, InterruptedException {
        Map<String, Object> all = new HashMap<>(properties);
        all.putAll(Map.of("device", device, "name", name));
        Configured entry = new Configured(admin.getFactoryConfiguration("org.dmaengine.slavemap.entry", device + "-" + name, ANY_BUNDLE),
                all, Borrowed.condition(device, name));
        try {
            entry.condition.get();
        } catch (IllegalStateException | InterruptedException e) {
            entry.configuration.delete();
            entry.condition.close();
            throw e;
        }
        return entry;
    }

    /// Takes it off the board. A name has gone then, anything else goes soon. Harmless when repeated.
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        configuration.delete();
        if (condition != null) {
            condition.awaitGone();
            condition.close();
        }
    }
}
