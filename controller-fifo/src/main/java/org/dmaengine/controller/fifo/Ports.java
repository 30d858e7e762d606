package org.dmaengine.controller.fifo;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.spi.ChannelHost;
import org.osgi.service.log.Logger;

/// The ports that are there, by request line. They come and go on any thread.
final class Ports {
    /// How long a port that goes waits for the call that is under way in it.
    private static final long PATIENCE_NANOS = 500_000_000;

    private final FifoSettings settings;
    private final Logger logger;
    private final Map<Integer, Line> lines = new ConcurrentHashMap<>();
    private final Map<Long, PortOffer> offers = new ConcurrentHashMap<>();

    Ports(FifoSettings settings, Logger logger) {
        this.settings = settings;
        this.logger = logger;
    }

    // ---- lines; each is there for as long as somebody is on it: who comes and who goes meet inside compute ----

    /// A channel serves the line of this number from now on, with or without a port.
    Line join(int number, ChannelHost channel) {
        return lines.compute(number, (_, there) -> {
            Line line = there == null ? new Line(number) : there;
            line.join(channel);
            return line;
        });
    }

    /// A channel serves that line no more.
    void part(Line line, ChannelHost channel) {
        lines.computeIfPresent(line.number(), (_, there) -> {
            there.part(channel);
            return there.isUsed() ? there : null;
        });
        line.letGoIfUnserved();
    }

    /// Lines that somebody is on.
    int lines() {
        return lines.size();
    }

    // ---- ports ----

    /// Takes a port that is wired to this controller; one that says nonsense about itself is logged and left out.
    void add(FifoPort port, Map<String, ?> properties) {
        PortOffer offer = offer(port, properties);
        if (offer != null) {
            take(offer);
        }
    }

    /// The properties of a port have changed; while it says the same about its wiring, nothing happens to what is under way.
    void update(FifoPort port, Map<String, ?> properties) {
        PortOffer offer = offer(port, properties);
        if (offer != null && offer.equals(offers.get(offer.id()))) {
            return;
        }
        remove(properties);
        if (offer != null) {
            take(offer);
        }
    }

    /// What a port says about itself, null if it is not for this controller.
    private PortOffer offer(FifoPort port, Map<String, ?> properties) {
        Object controller = properties.get(FifoPort.CONTROLLER);
        if (controller != null && !controller.equals(settings.controller())) {
            return null;
        }
        try {
            return PortOffer.of(port, properties, settings);
        } catch (RuntimeException | LinkageError e) {
            logger.error("controller {} does not use a port: {}", settings.controller(), e instanceof IllegalArgumentException
                    ? e.getMessage() : port.getClass().getName() + " threw " + e);
            return null;
        }
    }

    private void take(PortOffer offer) {
        offers.put(offer.id(), offer);
        PortUse[] former = new PortUse[1];
        Line line = lines.compute(offer.line(), (number, there) -> {
            Line its = there == null ? new Line(number) : there;
            former[0] = its.add(offer);
            return its;
        });
        letGo(former[0]);
        PortUse inUse = line.port(); // none, if all of them have gone meanwhile
        PortOffer used = inUse == null ? offer : inUse.offer();
        if (used != offer) {
            logger.warn("controller {}: {} waits, since {} drives request line {} already and ranks no worse; give it a line of its own, or a"
                    + " higher service.ranking", settings.controller(), offer.name(), used.name(), line.number());
        }
        line.wake();
    }

    /// The port goes: when this returns it is not called any more, unless the call under way is this thread's own, or hangs.
    void remove(Map<String, ?> properties) {
        PortOffer offer = offers.remove(PortOffer.id(properties));
        if (offer == null) {
            return;
        }
        PortUse[] former = new PortUse[1];
        Line line = lines.get(offer.line());
        lines.computeIfPresent(offer.line(), (_, there) -> {
            former[0] = there.remove(offer);
            return there.isUsed() ? there : null;
        });
        letGo(former[0]);
        if (line != null) {
            line.wake();
        }
    }

    private void letGo(PortUse use) {
        if (use != null && !use.leave(PATIENCE_NANOS)) {
            logger.warn("controller {}: {} goes, but a call of it is under way for {} ms; it is disconnected when that returns",
                    settings.controller(), use.offer().name(), PATIENCE_NANOS / 1_000_000);
        }
    }
}
