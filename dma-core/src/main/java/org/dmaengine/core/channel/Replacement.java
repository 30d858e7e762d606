package org.dmaengine.core.channel;

import org.dmaengine.ExtendedSlaveConfig;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleReference;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.BundleWiring;

/// Holds what waits in the queue of a lease against the driver that takes it over.
final class Replacement {
    private Replacement() {
    }

    /// Has each transfer that the driver cannot do, or cannot go on with where it stands, end `ABORTED` when its turn comes; the others are
    /// as if they had been prepared for it.
    static void check(Attachment attachment, WorkQueue queue) {
        for (long cookie = queue.ended() + 1; cookie <= queue.submitted(); cookie++) {
            Work work = queue.at(cookie);
            if (work == null) {
                continue; // it has been dropped meanwhile
            }
            try {
                attachment.preparer().again(work);
                if (work.descriptor() != null) {
                    work.descriptor().checkedFor(attachment);
                }
            } catch (RuntimeException | Error e) {
                condemn(cookie, "its controller has left, and the replacement cannot go on with it: " + reasonOf(e, work.config()), queue);
            }
        }
    }

    private static void condemn(long cookie, String why, WorkQueue queue) {
        queue.lock.lock();
        try {
            queue.condemn(cookie, why);
        } finally {
            queue.lock.unlock();
        }
    }

    /// Why a driver refuses; if the configuration is of a class that a former revision of some bundle has defined, which bundle that is.
    static String reasonOf(Throwable refusal, ExtendedSlaveConfig config) {
        String reason = refusal.getMessage() == null ? refusal.toString() : refusal.getMessage();
        return config == null ? reason : reason + formerRevision(config.getClass());
    }

    /// An update of the bundle that exports a configuration's class makes another class of it; the old one lives until a refresh.
    private static String formerRevision(Class<?> type) {
        Bundle bundle = FrameworkUtil.getBundle(type);
        if (bundle == null || !(type.getClassLoader() instanceof BundleReference)) {
            return "";
        }
        BundleWiring now = bundle.adapt(BundleWiring.class);
        if (now == null || now.getClassLoader() == type.getClassLoader()) {
            return "";
        }
        return "; " + type.getName() + " is of revision " + revisionOf(type, bundle) + " of bundle " + bundle.getSymbolicName() + " (id "
                + bundle.getBundleId() + "), whose present one is " + now.getRevision().getVersion() + ": refresh that bundle, so that its clients get the"
                + " present class, or move the class to an API bundle that is not updated with the controller";
    }

    private static String revisionOf(Class<?> type, Bundle bundle) {
        return bundle.adapt(BundleRevisions.class).getRevisions().stream()
                .filter(revision -> revision.getWiring() != null && revision.getWiring().getClassLoader() == type.getClassLoader())
                .map(revision -> revision.getVersion().toString()).findFirst().orElse("unknown, which is no longer kept,");
    }
}
