package org.dmaengine.tools.swap;

import org.dmaengine.tools.CommandFailure;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/// Updates the controller's bundle from its location: what is there may be another version, or the same jar again. Every controller of
/// that bundle is replaced.
record Update(Presence presence, BundleContext context) implements Swap {
    @Override
    public void once() throws CommandFailure {
        Presence.Instance former = presence.instance();
        Bundle bundle = context.getBundle(former.bundle());
        try {
            bundle.update();
        } catch (BundleException e) {
            throw new CommandFailure("bundle " + bundle.getSymbolicName() + " is not updated from " + bundle.getLocation() + ": "
                    + e.getMessage() + "; it runs as before", e);
        }
        presence.awaitReplaced(former);
    }
}
