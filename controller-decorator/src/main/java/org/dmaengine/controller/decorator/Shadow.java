package org.dmaengine.controller.decorator;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.dmaengine.spi.ChannelDriver;
import org.osgi.framework.ServiceRegistration;

/// A driver, and the forwarding one that is registered for it. Any thread; nothing is held while services come or go.
///
/// A client may have the channel do its first step before the framework has told everybody of the service. If the channel disappears in that step,
/// then inside it, which is what disappearing is about: the step waits until the service can be taken back, unless it is the registering thread's.
///
/// ```text
/// AWAY ──appear──▶ COMING ──registered──▶ THERE        end, from wherever it is ──▶ ENDED (terminal)
///   ▲─────────────────┴──────disappear──────┘
/// ```
public final class Shadow {
    private static final long LONGEST_REGISTRATION_SECONDS = 1;

    /// Where it is. Its identity counts.
    private static final class Place {
        static final Place AWAY = new Place(null);
        static final Place ENDED = new Place(null);

        private final ServiceRegistration<ChannelDriver> registration;
        private final Thread registrar;
        private final CountDownLatch registered = new CountDownLatch(1);

        Place(ServiceRegistration<ChannelDriver> registration) {
            this(registration, null);
        }

        private Place(ServiceRegistration<ChannelDriver> registration, Thread registrar) {
            this.registration = registration;
            this.registrar = registrar;
        }

        static Place coming() {
            return new Place(null, Thread.currentThread());
        }

        void awaitRegistered() {
            if (registrar != null && registrar != Thread.currentThread()) {
                try {
                    registered.await(LONGEST_REGISTRATION_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
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
        Place coming = Place.coming();
        if (place.compareAndSet(Place.AWAY, coming)) {
            try {
                Place now = new Place(register.apply(this));
                if (!place.compareAndSet(coming, now)) {
                    now.takeBack(); // it has disappeared, or ended, while it was being registered
                }
            } finally {
                coming.registered.countDown();
            }
        }
    }

    /// Takes the forwarding driver back while its driver is still there: for the core its controller leaves. Also from inside a call of it.
    public void disappear() {
        place.get().awaitRegistered();
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
