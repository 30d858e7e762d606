package org.dmaengine.watch;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/// What the drivers of one controller have been asked to do and have answered: seen from between the core and them, believing
/// neither. A service with the properties of its configuration, `dma.controller` among them: the name under which the watched channels are
/// to be had.
///
/// Any thread.
@ProviderType
public interface ControllerWatch {
    /// What has been counted since the watch began, over all instances of the controller.
    Counts counts();

    /// Takes what has been noted since the last time of channels that another driver serves than before, in the order in which those
    /// drivers made their first steps.
    List<Handover> takeHandovers();

    /// How many drivers have left and can still be reached: what keeps them keeps the class loader of their bundle. Exact only after the
    /// garbage collector has run.
    int lingering();
}
