package org.dmaengine;

/// A kind of work that a channel can do; a channel states a set of them, a request asks for a superset.
///
/// These are not [TransferFlag]s: the two are separate types here because mixing their numbers has caused real
/// defects elsewhere (CAP-17, PAIN-16). Source: clauses CAP-00 to CAP-15; XOR, P/Q, the public pool and
/// out-of-order completion are left out on purpose (docs/adr/0002).
public enum Capability {
    /// Memory-to-memory copy of one run of bytes (CAP-00).
    MEMCPY,
    /// Memory-to-memory copy of one scatter list into another.
    MEMCPY_SG,
    /// Fill of one run with a byte value (CAP-05).
    MEMSET,
    /// Fill of a whole scatter list with a byte value (CAP-06).
    MEMSET_SG,
    /// A descriptor that moves nothing and only completes in its turn (CAP-07).
    INTERRUPT,
    /// Transfers between memory and a peripheral: single, scatter-gather, vector (CAP-10).
    SLAVE,
    /// Ring transfers that run until terminated (CAP-11).
    CYCLIC,
    /// Template transfers with gaps (CAP-12).
    INTERLEAVE,
    /// Accepts [TransferFlag#REPEAT] on interleaved transfers (CAP-14).
    REPEAT,
    /// Accepts [TransferFlag#LOAD_EOT] as replacement of a repeated transfer (CAP-15).
    LOAD_EOT
}
