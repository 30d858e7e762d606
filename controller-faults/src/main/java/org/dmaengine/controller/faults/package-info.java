/// A controller that another one fails through, on purpose and the same way each time.
///
/// [FaultPlan][org.dmaengine.controller.faults.FaultPlan] says what becomes of which transfer, [FaultyDriver][org.dmaengine.controller.faults.FaultyDriver]
/// does it.
package org.dmaengine.controller.faults;
