/// Some transfers in flight all the time. Class:
/// [CallbackPipeline][org.dmaengine.examples.callbackpipeline.CallbackPipeline].
@Export
@Version("0.1.0")
package org.dmaengine.examples.callbackpipeline;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
