package org.dmaengine.tools.swap;

import org.dmaengine.tools.CommandFailure;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/// Stops the controller's bundle and starts it; whether it starts with the framework stays as it was. Every controller of that bundle is
/// replaced.
record Restart(Presence presence, BundleContext context) implements Swap {
    @Override
    public void once() throws CommandFailure {
        Presence.Instance former = presence.instance();
        Bundle bundle = context.getBundle(former.bundle());
        try {
            try {
                bundle.stop(Bundle.STOP_TRANSIENT);
            } finally {
                bundle.start(Bundle.START_TRANSIENT);
            }
        } catch (BundleException e) {
            throw new CommandFailure("bundle " + bundle.getSymbolicName() + " does not restart: " + e.getMessage(), e);
        }
        presence.awaitReplaced(former);
    }
}
