/// A controller whose channels move data between memory and the FIFOs of peripherals. Exports nothing: clients see its channels
/// through the engine, peripherals are [FifoPort][org.dmaengine.fifo.FifoPort] services.
///
/// Reading order: [FifoControllerComponent][org.dmaengine.controller.fifo.FifoControllerComponent] is one controller per configuration.
/// [FifoChannel][org.dmaengine.controller.fifo.FifoChannel] is the driver, [Flow][org.dmaengine.controller.fifo.Flow] moves the
/// bytes of one transfer, [Terms][org.dmaengine.controller.fifo.Terms] is what its configuration says.
/// [Ports][org.dmaengine.controller.fifo.Ports] knows who drives which [Line][org.dmaengine.controller.fifo.Line], a
/// [PortUse][org.dmaengine.controller.fifo.PortUse] is a port for as long as it is the one.
package org.dmaengine.controller.fifo;
