package org.dmaengine.core.registry;

import org.dmaengine.DmaException;

/// What looking for a channel came to.
public sealed interface Grant {
    /// A slot has been claimed for the one who asked.
    record Granted(Candidate candidate) implements Grant { }

    /// Nothing could be claimed; waiting may help.
    record Refused(DmaException reason) implements Grant { }
}
