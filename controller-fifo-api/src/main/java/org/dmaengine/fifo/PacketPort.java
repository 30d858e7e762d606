package org.dmaengine.fifo;

import java.lang.foreign.MemorySegment;
import org.osgi.annotation.versioning.ConsumerType;

/// A [FifoPort] whose data comes in packets, each with metadata beside its payload: a header, a time stamp.
///
/// *From the device* each packet ends with [#atEnd]; one transfer takes one packet if the device controls the flow. *To the device* a
/// transfer is a packet: [#beginPacket], its words, [#endPacket]. A packet that is terminated is abandoned with [#abandonPacket],
/// and so is one whose port leaves in the middle: its transfer ends with WRITE_FAILED, whatever port comes next.
///
/// A controller may be replaced in the middle of a packet. The port is then disconnected and connected again, keeps what it has, and the next word goes on where the
/// last one was; or [#abandonPacket] comes, before the next packet, if nobody goes on with it.
///
/// Source: clauses META-01, META-16 to META-20.
@ConsumerType
public interface PacketPort extends FifoPort {
    /// From the device: metadata of the packet whose end has been reached; between [#atEnd] and [#passEnd].
    ///
    /// @param area where to put it, as large as the channel allows
    /// @return bytes put there
    int metadata(MemorySegment area);

    /// To the device: a packet begins, the next word is its first.
    ///
    /// @param metadata its metadata, read-only, used inside this call only; null if the client gave none
    /// @param payload  bytes that will follow
    void beginPacket(MemorySegment metadata, long payload);

    /// To the device: the last word has been moved, the packet may go.
    void endPacket();

    /// To the device: the packet will not be completed, what is there of it is dropped.
    void abandonPacket();
}
