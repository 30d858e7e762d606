package org.dmaengine.slavemap.devicetree;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmaengine.slavemap.devicetree.dmas.DmaEntry;
import org.dmaengine.slavemap.devicetree.dmas.DmaProvider;
import org.dmaengine.slavemap.files.Listeners;
import org.dmaengine.spi.SlaveMapSource.Subscription;
import org.dmaengine.spi.SpecifierTranslator;
import org.dmaengine.spi.SpecifierTranslator.Meaning;
import org.dmaengine.spi.SpecifierTranslator.Specifier;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/// The translators that are present; of two for one node the better service ranking counts. Thread-safe.
@Component(service = Translators.class)
public final class Translators {
    private final Logger log;
    private final Listeners listeners = new Listeners();
    private volatile List<Map.Entry<ServiceReference<SpecifierTranslator>, SpecifierTranslator>> inOrder = List.of();

    // ---- guarded by this, which is never held while a listener runs ----
    /// Not sorted by its keys: the order of references changes with the rankings of their services.
    private final Map<ServiceReference<SpecifierTranslator>, SpecifierTranslator> present = new HashMap<>();

    /// Knows none yet.
    @Activate
    public Translators(@Reference(service = LoggerFactory.class) Logger log) {
        this.log = log;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, updated = "updatedTranslator",
            unbind = "removeTranslator")
    void addTranslator(ServiceReference<SpecifierTranslator> reference, SpecifierTranslator translator) {
        arrange(() -> present.put(reference, translator));
    }

    void updatedTranslator(ServiceReference<SpecifierTranslator> changed) {
        arrange(() -> { });
    }

    void removeTranslator(ServiceReference<SpecifierTranslator> reference) {
        arrange(() -> present.remove(reference));
    }

    private void arrange(Runnable change) {
        synchronized (this) {
            change.run();
            inOrder = present.entrySet().stream().sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
                    .map(Map.Entry::copyOf).toList();
        }
        listeners.changed(failure -> log.error("what a change of translators means to the device tree could not be made out", failure));
    }

    /// Has the listener run after each change, on any thread, until the interest is closed.
    Subscription onChange(Runnable listener) {
        return listeners.add(listener);
    }

    /// What the entry's specifier means to its controller; empty if the driver says that the controller has nothing like that.
    ///
    /// @throws RuntimeException as the driver's translator
    Optional<Meaning> meaning(DmaEntry entry) {
        DmaProvider controller = entry.controller();
        for (Map.Entry<ServiceReference<SpecifierTranslator>, SpecifierTranslator> each : inOrder) {
            if (isFor(each.getKey(), controller)) {
                return each.getValue().translate(new Specifier(controller.path(), controller.compatible(), unsigned(entry)));
            }
        }
        return Optional.of(PlainSpecifiers.meaning(entry));
    }

    static List<Long> unsigned(DmaEntry entry) {
        return entry.cells().stream().map(Integer::toUnsignedLong).toList();
    }

    private static boolean isFor(ServiceReference<SpecifierTranslator> translator, DmaProvider controller) {
        if (translator.getProperty(SpecifierTranslator.PATH) instanceof String path) {
            return path.equals(controller.path());
        }
        return switch (translator.getProperty(SpecifierTranslator.COMPATIBLE)) {
            case String compatible -> controller.compatible().contains(compatible);
            case String[] several -> Arrays.stream(several).anyMatch(controller.compatible()::contains);
            case null, default -> false;
        };
    }
}
