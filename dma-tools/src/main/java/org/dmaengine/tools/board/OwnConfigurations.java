package org.dmaengine.tools.board;

import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.dmaengine.tools.CommandFailure;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// What the command has configured, told from everybody else's by a property; services that come of it have it too.
record OwnConfigurations(ConfigurationAdmin admin) {
    /// Matches what is the command's own.
    static final String FILTER = "(configured.by=dma:board)";

    private static final Map<String, Object> MARK = Map.of("configured.by", "dma:board");
    private static final String ANY_BUNDLE = "?";

    /// The only component of its kind.
    ///
    /// @throws CommandFailure if somebody has configured it already
    void single(String pid, Map<String, Object> properties) throws CommandFailure {
        for (Configuration theirs : list("(service.pid=" + pid + ")")) {
            throw new CommandFailure(pid + " is configured already, with path = " + theirs.getProperties().get("path")
                    + "; delete that configuration, or try the board in a process of its own, ./dmaengine dma:board FILE");
        }
        try {
            update(admin.getConfiguration(pid, ANY_BUNDLE), properties);
        } catch (IOException | IllegalStateException e) {
            throw new CommandFailure("the configuration " + pid + " cannot be made: " + e.getMessage(), e);
        }
    }

    /// One component of several.
    void instance(String factory, String name, Map<String, Object> properties) throws CommandFailure {
        try {
            update(admin.getFactoryConfiguration(factory, name, ANY_BUNDLE), properties);
        } catch (IOException | IllegalStateException e) {
            throw new CommandFailure("the configuration " + factory + "~" + name + " cannot be made: " + e.getMessage(), e);
        }
    }

    private static void update(Configuration configuration, Map<String, Object> properties) throws IOException {
        Hashtable<String, Object> all = new Hashtable<>(properties);
        all.putAll(MARK);
        configuration.update(all);
    }

    /// Deletes all of them, those as well that an earlier one has left that was killed.
    void delete() throws CommandFailure {
        for (Configuration own : list(FILTER)) {
            try {
                own.delete();
            } catch (IOException | IllegalStateException e) {
                throw new CommandFailure("the configuration " + own.getPid() + " cannot be deleted: " + e.getMessage(), e);
            }
        }
    }

    private List<Configuration> list(String filter) throws CommandFailure {
        try {
            Configuration[] found = admin.listConfigurations(filter);
            return found == null ? List.of() : List.of(found);
        } catch (IOException | InvalidSyntaxException | IllegalStateException e) {
            throw new CommandFailure("configurations cannot be listed: " + e.getMessage(), e);
        }
    }
}
