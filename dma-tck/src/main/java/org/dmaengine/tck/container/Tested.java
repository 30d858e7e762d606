package org.dmaengine.tck.container;

import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.tck.report.Score;
import org.osgi.framework.ServiceReference;

/// A channel of this container, and what has come of it.
///
/// @param score  null if it was left out
/// @param reason why it was left out, else empty
record Tested(ServiceReference<ChannelDriver> channel, Score score, String reason) {
    String controller() {
        return String.valueOf(channel.getProperty(ChannelDriver.CONTROLLER));
    }

    String number() {
        return String.valueOf(channel.getProperty(ChannelDriver.CHANNEL));
    }

    String name() {
        return nameOf(channel);
    }

    static String nameOf(ServiceReference<ChannelDriver> channel) {
        return channel.getProperty(ChannelDriver.CONTROLLER) + " channel " + channel.getProperty(ChannelDriver.CHANNEL);
    }

    boolean isLeftOut() {
        return score == null;
    }
}
