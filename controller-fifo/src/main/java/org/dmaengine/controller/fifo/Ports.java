package org.dmaengine.controller.fifo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.spi.ChannelHost;
import org.osgi.service.log.Logger;

/// The ports that are there, by request line. They come and go on any thread; they outlive the channels, which a changed configuration replaces.
final class Ports {
    /// How long a port that goes waits for the call that is under way in it.
    private static final long PATIENCE_NANOS = 500_000_000;

    private final Logger logger;
    private final Map<Integer, Line> lines = new ConcurrentHashMap<>();
    // By service id: the ports that there are.
    private final Map<Long, PortService> services = new ConcurrentHashMap<>();
    // By service id: those that are on a line. Guarded by itself; no port is called meanwhile.
    private final Map<Long, PortOffer> offers = new HashMap<>();
    // Replaced as a whole.
    private volatile List<FifoSettings> configurations;

    Ports(FifoSettings settings, Logger logger) {
        this.configurations = List.of(settings);
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
    ///
    /// @param toGoOn another controller goes on with what it has done there
    void part(Line line, ChannelHost channel, boolean toGoOn) {
        lines.computeIfPresent(line.number(), (_, there) -> {
            there.part(channel, toGoOn);
            return there.isUsed() ? there : null;
        });
        line.letGoIfUnserved();
    }

    /// Lines that somebody is on.
    int lines() {
        return lines.size();
    }

    // ---- ports ----

    /// A port is there; one that is wired to this controller and says nonsense about itself is logged and left out.
    void add(FifoPort port, Map<String, ?> properties) {
        update(port, properties);
    }

    /// The properties of a port have changed; while it says the same about its wiring, nothing happens to what is under way.
    void update(FifoPort port, Map<String, ?> properties) {
        long id = PortOffer.id(properties);
        services.put(id, new PortService(port, properties));
        wire(id);
    }

    /// The port goes: when this returns it is not called any more, unless the call under way is this thread's own, or hangs.
    void remove(Map<String, ?> properties) {
        long id = PortOffer.id(properties);
        services.remove(id);
        wire(id);
    }

    /// The controller is configured like this now. While the channels of one configuration take the place of another one's it is both, and a port
    /// belongs to it that belongs to either.
    void configure(FifoSettings... all) {
        configurations = List.of(all);
        services.keySet().forEach(this::wire);
    }

    /// What decides about a port. Nothing is done by a view that is not the latest: whoever changes something looks himself afterwards.
    private record View(long id, PortService service, List<FifoSettings> configurations) { }

    private boolean isLatest(View view) {
        return view.service() == services.get(view.id()) && (view.service() == null || view.configurations() == configurations);
    }

    /// Brings a port onto its line, or off it, by what it says and how the controller is configured.
    private void wire(long id) {
        View view = new View(id, services.get(id), configurations);
        PortOffer offer = view.service() == null ? null : view.service().offer(view.configurations(), logger);
        takeOff(view, offer);
        putOn(view, offer);
    }

    private void putOn(View view, PortOffer offer) {
        PortUse[] former = new PortUse[1];
        Line line;
        synchronized (offers) {
            if (offer == null || !isLatest(view) || offers.putIfAbsent(view.id(), offer) != null) {
                return;
            }
            line = lines.compute(offer.line(), (number, there) -> {
                Line its = there == null ? new Line(number) : there;
                former[0] = its.add(offer);
                return its;
            });
        }
        letGo(former[0]);
        PortUse inUse = line.port(); // none, if all of them have gone meanwhile
        PortOffer used = inUse == null ? offer : inUse.offer();
        if (used != offer) {
            logger.warn("controller {}: {} waits, since {} drives request line {} already and ranks no worse; give it a line of its own, or a"
                    + " higher service.ranking", controller(), offer.name(), used.name(), line.number());
        }
        line.wake();
    }

    private void takeOff(View view, PortOffer toStay) {
        PortUse[] former = new PortUse[1];
        Line line;
        synchronized (offers) {
            PortOffer offer = offers.get(view.id());
            if (offer == null || offer.equals(toStay) || !isLatest(view)) {
                return;
            }
            offers.remove(view.id());
            line = lines.get(offer.line());
            lines.computeIfPresent(offer.line(), (_, there) -> {
                former[0] = there.remove(offer);
                return there.isUsed() ? there : null;
            });
        }
        letGo(former[0]);
        line.wake();
    }

    private void letGo(PortUse use) {
        if (use != null && !use.leave(PATIENCE_NANOS)) {
            logger.warn("controller {}: {} goes, but a call of it is under way for {} ms; it is disconnected when that returns", controller(),
                    use.offer().name(), PATIENCE_NANOS / 1_000_000);
        }
    }

    private String controller() {
        return configurations.getFirst().controller();
    }
}
