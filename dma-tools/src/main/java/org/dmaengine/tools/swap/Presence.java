package org.dmaengine.tools.swap;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.dmaengine.ChannelInfo;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaException;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Words;
import org.osgi.framework.Constants;

/// The channels of one controller, as the engine lists them. Each stands for a service of a driver, so that a replacement is told from
/// what it replaces by the numbers of the services.
///
/// @param patience how long a replacement is waited for
record Presence(DmaEngine engine, String controller, Duration patience) {
    private static final long LOOK_NANOS = 1_000_000;

    /// The instance that clients get, of several of the name the best ranked.
    ///
    /// @throws CommandFailure if there is none; near names are named
    Instance instance() throws CommandFailure {
        List<ChannelInfo> all = engine.channels();
        List<ChannelInfo> named = all.stream().filter(info -> info.controller().equals(controller)).toList();
        ChannelInfo best = named.stream().max(Comparator.comparingInt(Presence::ranking)).orElseThrow(() -> unknown(all));
        return new Instance(ids(named), ids(named.stream().filter(info -> isOf(info, best)).toList()),
                (Long) best.properties().get(Constants.SERVICE_BUNDLEID),
                best.properties().get(Constants.SERVICE_PID) instanceof String pid ? pid : null, ranking(best));
    }

    /// Waits until nothing of an instance is listed any more, and as many channels are that were not there when it was looked at.
    ///
    /// @throws DmaException.TimedOut if it does not come to that in time
    void awaitReplaced(Instance former) {
        await(former, true);
    }

    /// Waits until as many channels are listed as an instance has, beside it.
    ///
    /// @throws DmaException.TimedOut if it does not come to that in time
    void awaitBeside(Instance present) {
        await(present, false);
    }

    private void await(Instance former, boolean leaves) {
        long begin = System.nanoTime();
        while (true) {
            Set<Long> now = ids(engine.channels().stream().filter(info -> info.controller().equals(controller)).toList());
            Set<Long> left = new HashSet<>(now);
            left.retainAll(former.channels());
            now.removeAll(former.beside());
            if (now.size() >= former.channels().size() && (left.isEmpty() || !leaves)) {
                return;
            }
            if (System.nanoTime() - begin >= patience.toNanos()) {
                throw new DmaException.TimedOut("no replacement of controller " + controller + " within " + patience.toMillis() + " ms: "
                        + now.size() + " of " + former.channels().size() + " channels have come anew"
                        + (leaves ? ", " + left.size() + " have not left" : "") + "; the log says why");
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
    }

    private CommandFailure unknown(List<ChannelInfo> all) {
        Set<String> names = all.stream().map(ChannelInfo::controller).collect(Collectors.toSet());
        return new CommandFailure("no controller is called '" + controller + "'; "
                + (names.isEmpty() ? "none is there at all" : Words.advice(controller, names.stream().sorted().toList())));
    }

    private static boolean isOf(ChannelInfo one, ChannelInfo other) {
        return same(one, other, Constants.SERVICE_BUNDLEID) && same(one, other, Constants.SERVICE_PID)
                && ranking(one) == ranking(other);
    }

    private static boolean same(ChannelInfo one, ChannelInfo other, String property) {
        return String.valueOf(one.properties().get(property)).equals(String.valueOf(other.properties().get(property)));
    }

    private static int ranking(ChannelInfo info) {
        return info.properties().get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    private static Set<Long> ids(List<ChannelInfo> channels) {
        return channels.stream().map(info -> (Long) info.properties().get(Constants.SERVICE_ID)).collect(Collectors.toSet());
    }

    /// One instance of a controller at one time.
    ///
    /// @param beside   numbers of the services of every channel of that name, its own among them
    /// @param channels numbers of the services of its channels
    /// @param bundle   the bundle that registered them
    /// @param pid      PID of its configuration, null if it has none
    /// @param ranking  its service ranking
    record Instance(Set<Long> beside, Set<Long> channels, long bundle, String pid, int ranking) {
    }
}
