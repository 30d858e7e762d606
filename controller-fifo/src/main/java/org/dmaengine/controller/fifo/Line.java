package org.dmaengine.controller.fifo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dmaengine.spi.ChannelHost;

/// One request line: the ports that are wired to it, of which the better-ranked is used, and the channels that serve it.
///
/// Structure changes under the lock of this object; ports and channels are called without it.
final class Line {
    private final int number;
    private final List<PortOffer> offers = new ArrayList<>();
    // Replaced as a whole; an array, since raise() may come for every word and must not make an iterator.
    private volatile ChannelHost[] served = {};
    private volatile PortUse port;
    // Of the channels that have parted since one has joined: whether one goes on elsewhere.
    private volatile boolean goesOnElsewhere;

    // Why a channel waits, for listings: made once, since it is said often.
    final String noPort;
    final String quiet;
    final String tooFew;
    final String taken;
    final String elsewhere;
    final String inPacket;

    Line(int number) {
        this.number = number;
        String name = "request line " + number;
        noPort = "no port on " + name;
        quiet = name + " is quiet";
        tooFew = name + " can move words, but fewer than the watermark";
        taken = "another channel is moving words on " + name;
        elsewhere = "the port on " + name + " is used by another controller";
        inPacket = "another channel is in the middle of a packet on " + name;
    }

    int number() {
        return number;
    }

    /// The port in use, null if there is none.
    PortUse port() {
        return port;
    }

    // ---- ports ----

    /// A port is wired to the line; answers the use that it ends, null if none.
    synchronized PortUse add(PortOffer offer) {
        offers.add(offer);
        offers.sort(null);
        return useBest();
    }

    /// A port is not wired to it any more; answers the use that this ends, null if none.
    synchronized PortUse remove(PortOffer offer) {
        offers.remove(offer);
        return useBest();
    }

    private PortUse useBest() {
        PortOffer best = offers.isEmpty() ? null : offers.getFirst();
        PortUse former = port;
        if (former != null && former.offer() == best) {
            return null;
        }
        port = best == null ? null : new PortUse(best, this);
        return former;
    }

    // ---- channels ----

    synchronized void join(ChannelHost channel) {
        goesOnElsewhere = false;
        ChannelHost[] more = Arrays.copyOf(served, served.length + 1);
        more[served.length] = channel;
        served = more;
    }

    /// A channel serves another line from now on, or none.
    ///
    /// @param toGoOn another controller goes on with what it has done on this one
    synchronized void part(ChannelHost channel, boolean toGoOn) {
        goesOnElsewhere |= toGoOn;
        served = Arrays.stream(served).filter(other -> other != channel).toArray(ChannelHost[]::new);
    }

    /// Says whether there is a port or a channel.
    synchronized boolean isUsed() {
        return served.length > 0 || !offers.isEmpty();
    }

    /// The last channel lets go of the port, so that another controller may have it.
    void letGoIfUnserved() {
        PortUse now = port;
        if (served.length > 0 || now == null || !now.enter()) {
            return;
        }
        try {
            if (served.length == 0) {
                now.disconnect(goesOnElsewhere);
            }
        } finally {
            now.exit();
        }
    }

    /// Something has changed that matters to the other channels of whoever says so.
    void wakeIfShared() {
        if (served.length > 1) {
            wake();
        }
    }

    /// Something has changed: the channels look.
    void wake() {
        for (ChannelHost channel : served) {
            channel.wake();
        }
    }
}
