package org.dmaengine.tck;

import org.osgi.annotation.versioning.ConsumerType;

/// A [Peripheral] whose transfers are packets with metadata beside their payload. One transfer is one packet.
@ConsumerType
public interface PacketPeripheral extends Peripheral {
    /// `DEV_TO_MEM`: the packet ends behind what has been offered, with this metadata.
    void endPacket(byte[] metadata);

    /// `MEM_TO_DEV`: the metadata of the last packet that began, empty if it had none.
    byte[] metadata();
}
