package org.dmaengine.slavemap.devicetree.stubs;

import java.util.Dictionary;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/// A service of that ranking with these properties.
public record StubReference<S>(int ranking, Map<String, Object> properties) implements ServiceReference<S> {
    @Override
    public Object getProperty(String key) {
        return properties.get(key);
    }

    @Override
    public int compareTo(Object other) {
        return Integer.compare(ranking, ((StubReference<?>) other).ranking);
    }

    @Override
    public String[] getPropertyKeys() {
        return properties.keySet().toArray(new String[0]);
    }

    @Override
    public Dictionary<String, Object> getProperties() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Bundle getBundle() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Bundle[] getUsingBundles() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isAssignableTo(Bundle bundle, String className) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <A> A adapt(Class<A> type) {
        throw new UnsupportedOperationException();
    }
}
