/// What clients of the DMA engine call: request a channel, configure it, prepare, submit, issue, be called back.
///
/// The five steps of the client guide are the five groups of methods of [DmaChannel][org.dmaengine.DmaChannel]:
///
/// | step | call |
/// | --- | --- |
/// | 1 allocate a channel | [SlaveMap#requestChannel(String, String)][org.dmaengine.SlaveMap] or [DmaEngine#requestAny][org.dmaengine.DmaEngine] |
/// | 2 set parameters | [DmaChannel#configure][org.dmaengine.DmaChannel] |
/// | 3 get a descriptor | `DmaChannel.prepare...` |
/// | 4 submit | [DmaDescriptor#submit][org.dmaengine.DmaDescriptor] |
/// | 5 issue, be called back | [DmaChannel#issuePending][org.dmaengine.DmaChannel] |
///
/// The engine implements every interface here that is marked `@ProviderType`; a client imports this package with the
/// range `[0.1,0.2)` only if it implements one of those, and with `[0.1,1)` otherwise. Callbacks (`@ConsumerType`)
/// are what a client implements.
@Export
@Version("0.1.0")
package org.dmaengine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
