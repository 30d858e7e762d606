/// Packets whose header and time stamp travel beside the payload, in both modes of metadata and both directions.
///
/// Classes: [PacketSender][org.dmaengine.examples.packets.PacketSender],
/// [PacketReceiver][org.dmaengine.examples.packets.PacketReceiver]. A device that gives back what it is sent is in
/// [org.dmaengine.examples.packets.device].
@Export
@Version("0.1.0")
package org.dmaengine.examples.packets;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
