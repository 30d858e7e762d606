package org.dmaengine.tools.swaptest;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/// The class loaders that some bundles have had, each held weakly.
final class Loaders {
    private final Set<Bundle> bundles = new HashSet<>();
    private final List<WeakReference<ClassLoader>> seen = new ArrayList<>();

    /// Notes the one that a bundle has now.
    void note(Bundle bundle) {
        bundles.add(bundle);
        ClassLoader loader = loader(bundle);
        if (loader != null && seen.stream().noneMatch(each -> each.refersTo(loader))) {
            seen.add(new WeakReference<>(loader));
        }
    }

    private static ClassLoader loader(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring == null ? null : wiring.getClassLoader();
    }

    /// How many there were.
    int count() {
        return seen.size();
    }

    /// How many are left that no bundle needs; one former loader of a bundle may stay until it is refreshed.
    int left() {
        long current = bundles.stream().map(Loaders::loader).filter(loader -> seen.stream().anyMatch(each -> each.refersTo(loader))).count();
        long alive = seen.stream().filter(each -> !each.refersTo(null)).count();
        return (int) Math.max(0, alive - current - bundles.size());
    }
}
