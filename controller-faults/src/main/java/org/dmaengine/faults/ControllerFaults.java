package org.dmaengine.faults;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/// The faults that are injected into one controller. A service with the properties of its configuration, `dma.controller` among them: the name
/// under which the channels with faults are to be had.
///
/// Any thread.
@ProviderType
public interface ControllerFaults {
    /// What is injected and how often it has been, all channels together; without the faults that the configuration does not ask for.
    List<FaultCount> counts();

    /// The last fault that was injected.
    Optional<Injection> last();

    /// Has every call that hangs return.
    ///
    /// @return how many that were
    int release();
}
