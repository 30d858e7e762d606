package org.dmaengine.controller.decorator;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.dmaengine.spi.ChannelDriver;
import org.osgi.framework.ServiceRegistration;

/// A driver, and the forwarding one that is registered for it. Any thread; nothing is held while services come or go.
///
/// ```text
/// AWAY ──appear──▶ COMING ──registered──▶ THERE        end, from wherever it is ──▶ ENDED (terminal)
///   ▲─────────────────┴──────disappear──────┘
/// ```
public final class Shadow {
    /// Where it is. Its identity counts.
    private static final class Place {
        static final Place AWAY = new Place(null);
        static final Place ENDED = new Place(null);

        private final ServiceRegistration<ChannelDriver> registration;

        Place(ServiceRegistration<ChannelDriver> registration) {
            this.registration = registration;
        }

        void takeBack() {
            if (registration != null) {
                try {
                    registration.unregister();
                } catch (IllegalStateException _) {
                    // The framework has taken it back with this bundle.
                }
            }
        }
    }

    private final ChannelDriver driver;
    private final Function<Shadow, ServiceRegistration<ChannelDriver>> register;
    private final AtomicReference<Place> place = new AtomicReference<>(Place.AWAY);

    Shadow(ChannelDriver driver, Function<Shadow, ServiceRegistration<ChannelDriver>> register) {
        this.driver = driver;
        this.register = register;
    }

    ChannelDriver driver() {
        return driver;
    }

    /// The registration, null while there is none.
    ServiceRegistration<ChannelDriver> registration() {
        return place.get().registration;
    }

    /// Has a new forwarding driver registered, in place of one that may be there.
    public void appear() {
        disappear();
        Place coming = new Place(null);
        if (place.compareAndSet(Place.AWAY, coming)) {
            Place now = new Place(register.apply(this));
            if (!place.compareAndSet(coming, now)) {
                now.takeBack(); // whoever got it while it was being registered has had it disappear, or it has ended
            }
        }
    }

    /// Takes the forwarding driver back while its driver is still there: for the core its controller leaves. Also from inside a call of it.
    public void disappear() {
        Place before = place.get();
        if (before != Place.ENDED && place.compareAndSet(before, Place.AWAY)) {
            before.takeBack();
        }
    }

    /// Takes it back for good.
    void end() {
        place.getAndSet(Place.ENDED).takeBack();
    }
}
