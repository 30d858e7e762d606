package org.dmaengine.examples.packets;

/// A packet that has arrived.
///
/// @param header  what came beside it
/// @param payload its bytes
public record Packet(PacketHeader header, byte[] payload) {
}
