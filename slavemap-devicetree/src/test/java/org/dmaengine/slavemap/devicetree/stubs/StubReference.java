package org.dmaengine.slavemap.devicetree.stubs;

import java.util.Dictionary;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/// A service of a ranking that may change, with these properties.
public final class StubReference<S> implements ServiceReference<S> {
    private final Map<String, Object> properties;
    private volatile int ranking;

    public StubReference(int ranking, Map<String, Object> properties) {
        this.ranking = ranking;
        this.properties = properties;
    }

    /// The service has another ranking now; nobody is told.
    public void rank(int changed) {
        ranking = changed;
    }

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
