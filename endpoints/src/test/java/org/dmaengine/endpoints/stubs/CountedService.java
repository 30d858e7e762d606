package org.dmaengine.endpoints.stubs;

import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;

/// A service that counts who has it.
public final class CountedService<S> implements ComponentServiceObjects<S> {
    private final S service;
    public int held;

    public CountedService(S service) {
        this.service = service;
    }

    @Override
    public S getService() {
        held++;
        return service;
    }

    @Override
    public void ungetService(S given) {
        held--;
    }

    @Override
    public ServiceReference<S> getServiceReference() {
        throw new UnsupportedOperationException();
    }
}
