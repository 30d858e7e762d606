package org.dmaengine.console;

import org.apache.felix.service.command.Converter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/// Lets commands that take a bundle be given its number or its symbolic name: `stop 8`, `stop org.example.driver`. In other
/// shells the JLine bundle does that, which is a library only here.
@Component
public final class BundleConverter implements Converter {
    private final BundleContext context;

    /// Looks among the bundles of this framework.
    @Activate
    public BundleConverter(BundleContext context) {
        this.context = context;
    }

    @Override
    public Object convert(Class<?> desiredType, Object in) {
        return desiredType == Bundle.class && in instanceof CharSequence ? find(in.toString()) : null;
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        return null;
    }

    private Bundle find(String words) {
        for (Bundle bundle : context.getBundles()) {
            if (words.equals(Long.toString(bundle.getBundleId())) || words.equals(bundle.getSymbolicName())) {
                return bundle;
            }
        }
        return null;
    }
}
