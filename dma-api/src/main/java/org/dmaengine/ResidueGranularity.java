package org.dmaengine;

/// How often a channel updates the residue that it reports (ST-14).
public enum ResidueGranularity {
    /// Only when the whole descriptor is done: until then the residue is the full length.
    DESCRIPTOR,
    /// After each segment or period.
    SEGMENT,
    /// After each burst or step.
    BURST
}
