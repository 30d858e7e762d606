package org.dmaengine.tools.swap;

import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dmaengine.tools.CommandFailure;
import org.osgi.framework.Constants;
import org.osgi.service.cm.Configuration;

/// Puts an instance beside the controller that ranks better and is like it otherwise, then takes the former one away. Leases that follow
/// ranking move when the new one appears, the others when the former one goes.
///
/// ```text
/// own (ranking r) ──▶ own-stand-in-(r+1) ──▶ own-stand-in-(r+2) ──▶ ... ──close──▶ own (r)
/// ```
final class Overtake implements Swap {
    private static final Pattern STAND_IN = Pattern.compile("-stand-in--?\\d+$");

    private final Presence presence;
    private final Configurations configurations;
    private final Dictionary<String, Object> properties;
    private final String factory;
    private final String name;
    private final String location;
    private final int ranking;
    // By PID.
    private final Map<String, Configuration> present = new LinkedHashMap<>();
    private int standIns;

    /// @throws CommandFailure if the configuration could not be made again as it is
    Overtake(Presence presence, Configurations configurations, Configuration own) throws CommandFailure {
        this.presence = presence;
        this.configurations = configurations;
        this.properties = own.getProperties();
        this.factory = own.getFactoryPid();
        this.location = own.getBundleLocation();
        this.ranking = presence.instance().ranking();
        if (factory == null || !own.getPid().startsWith(factory + "~")) {
            throw new CommandFailure("configuration " + own.getPid() + " is no named instance of a factory (FACTORY~NAME), so that it could not be"
                    + " made again after kind=" + SwapKind.RANK.key() + "; the other kinds leave it in place");
        }
        this.name = own.getPid().substring(factory.length() + 1);
        present.put(ownPid(), own);
    }

    @Override
    public void once() throws CommandFailure {
        standIns++;
        int better = Math.addExact(ranking, standIns);
        replaceBy(STAND_IN.matcher(name).replaceFirst("") + "-stand-in-" + better, ranked(better));
    }

    /// The user's own comes back, ranked below the stand-in until that goes.
    @Override
    public void close() throws CommandFailure {
        if (!present.containsKey(ownPid())) {
            replaceBy(name, properties);
        }
        for (Configuration standIn : List.copyOf(present.values())) {
            if (!standIn.getPid().equals(ownPid())) {
                delete(standIn); // it has not come up
            }
        }
    }

    private void replaceBy(String successor, Dictionary<String, Object> itsProperties) throws CommandFailure {
        Presence.Instance former = presence.instance();
        List<Configuration> leaving = List.copyOf(present.values());
        Configuration next = configurations.instance(factory, successor, location);
        present.put(next.getPid(), next);
        Configurations.update(next, itsProperties);
        presence.awaitBeside(former);
        for (Configuration each : leaving) {
            delete(each);
        }
        presence.awaitReplaced(former);
    }

    private void delete(Configuration configuration) throws CommandFailure {
        String pid = configuration.getPid(); // a deleted one does not tell
        Configurations.delete(configuration);
        present.remove(pid);
    }

    private String ownPid() {
        return factory + "~" + name;
    }

    private Dictionary<String, Object> ranked(int better) {
        Hashtable<String, Object> all = new Hashtable<>();
        Collections.list(properties.keys()).forEach(key -> all.put(key, properties.get(key)));
        all.put(Constants.SERVICE_RANKING, better);
        return all;
    }
}
