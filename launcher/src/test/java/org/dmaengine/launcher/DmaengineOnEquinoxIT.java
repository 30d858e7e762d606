package org.dmaengine.launcher;

/// The same on Equinox.
class DmaengineOnEquinoxIT extends DmaengineContract {
    DmaengineOnEquinoxIT() {
        super("equinox", "org.eclipse.osgi");
    }
}
