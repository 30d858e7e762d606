/// A controller whose channels copy memory and tell the checksum of what they have copied, written as a third party would: on
/// `org.dmaengine`, `org.dmaengine.mapping` and `org.dmaengine.spi` alone. Exports nothing: clients see its channels through the engine.
///
/// [ChecksumChannel][org.example.checksum.ChecksumChannel] is the driver, [Crc32c][org.example.checksum.Crc32c] its arithmetic;
/// [ChecksumControllerComponent][org.example.checksum.ChecksumControllerComponent] is one controller per configuration,
/// [ChecksumSettings][org.example.checksum.ChecksumSettings] checks that configuration.
package org.example.checksum;
