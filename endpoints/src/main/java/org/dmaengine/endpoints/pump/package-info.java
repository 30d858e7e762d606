/// The machinery of ports whose device may block. Exports nothing.
///
/// [ByteRing][org.dmaengine.endpoints.pump.ByteRing] is the buffer between two threads,
/// [Pump][org.dmaengine.endpoints.pump.Pump] the port around it, [SourcePump][org.dmaengine.endpoints.pump.SourcePump] and
/// [SinkPump][org.dmaengine.endpoints.pump.SinkPump] its two directions; [OpenPorts][org.dmaengine.endpoints.pump.OpenPorts] knows them all.
package org.dmaengine.endpoints.pump;
