package org.dmaengine.faults;

/// How often a fault has been injected.
///
/// @param kind     which
/// @param rate     how often it is meant to be, as the configuration says it
/// @param injected how often it has been
public record FaultCount(FaultKind kind, String rate, long injected) {
}
