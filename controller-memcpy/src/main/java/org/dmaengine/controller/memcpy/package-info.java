/// A controller whose channels copy and fill memory. Exports nothing: clients see its channels through the engine.
///
/// [MemcpyControllerComponent][org.dmaengine.controller.memcpy.MemcpyControllerComponent] is one controller per
/// configuration, [MemcpySettings][org.dmaengine.controller.memcpy.MemcpySettings] checks that configuration,
/// [MemcpyChannel][org.dmaengine.controller.memcpy.MemcpyChannel] is the driver.
package org.dmaengine.controller.memcpy;
