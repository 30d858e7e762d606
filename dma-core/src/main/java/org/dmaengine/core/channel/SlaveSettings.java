package org.dmaengine.core.channel;

import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import org.dmaengine.DmaException;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.SlaveConfig;

/// The slave configuration of one lease: none at first, then the last one that was accepted as a whole (guide step 2).
///
/// Checked without the lock, since the driver is asked; taken over under it in one go (CFG-15). What is in force is handed
/// to each transfer when it is prepared, so a later one changes nothing that exists (CFG-11).
final class SlaveSettings {
    private final Seat seat;
    private final Lock lock;
    // Guarded by lock.
    private ExtendedSlaveConfig inForce;
    private String refusal = "";

    SlaveSettings(Seat seat, Lock lock) {
        this.seat = seat;
        this.lock = lock;
    }

    void accept(ExtendedSlaveConfig config) {
        Objects.requireNonNull(config, "config");
        if (!(config instanceof Enum<?>)) {
            expectImmutable(config.getClass(), config.getClass(), new HashSet<>());
        }
        Objects.requireNonNull(config.base(), "the configuration's base");
        while (true) {
            Attachment attachment = seat.now();
            try {
                check(config, attachment);
            } catch (RuntimeException refusal) {
                if (seat.now() == attachment) {
                    throw refusal;
                }
                continue; // another driver has come meanwhile: that one is asked
            }
            lock.lock();
            try {
                if (seat.now() == attachment) {
                    inForce = config;
                    refusal = "";
                    return;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /// A driver that has left is not asked; the next one is.
    private static void check(ExtendedSlaveConfig config, Attachment attachment) {
        attachment.limits().configuration(config.base());
        if (!attachment.hasLeft()) {
            attachment.binding().driver().validate(config);
        }
    }

    /// Holds the configuration in force against the driver that serves the channel from now on. One that it refuses is in force no more.
    ///
    /// @return the refusal, empty if there is none
    String again() {
        ExtendedSlaveConfig config = now();
        if (config == null) {
            return "";
        }
        String why;
        try {
            check(config, seat.now());
            return "";
        } catch (RuntimeException | Error e) {
            why = Replacement.reasonOf(e, config);
        }
        lock.lock();
        try {
            if (inForce == config) {
                inForce = null;
                refusal = why;
            }
            return why;
        } finally {
            lock.unlock();
        }
    }

    /// Why there is no configuration in force although there has been one; empty if that is not so.
    String refusal() {
        lock.lock();
        try {
            return refusal;
        } finally {
            lock.unlock();
        }
    }

    /// The configuration in force, null if there is none.
    ExtendedSlaveConfig now() {
        lock.lock();
        try {
            return inForce;
        } finally {
            lock.unlock();
        }
    }

    /// What could change after it was checked is refused: transfers keep the very object, for as long as they live (CFG-12).
    private void expectImmutable(Class<?> config, Class<?> part, Set<Class<?>> seen) {
        if (!part.isRecord()) {
            throw changeable(config, "it is no record");
        }
        for (RecordComponent component : part.getRecordComponents()) {
            if (component.getType().isArray()) {
                throw changeable(config, "its component " + component.getName() + " is an array");
            }
            if (component.getType().isRecord() && seen.add(component.getType())) {
                expectImmutable(config, component.getType(), seen);
            }
        }
    }

    private DmaException.Rejected changeable(Class<?> config, String why) {
        return new DmaException.Rejected(seat.name(), "configuration of type", config.getName(), "what cannot change once it is checked",
                "transfers keep it; and " + why, "use a record of values that embeds " + SlaveConfig.class.getSimpleName());
    }
}
