/// Components that live while their controller is present. Services:
/// [CopyService][org.dmaengine.examples.whenpresent.CopyService], [Bridge][org.dmaengine.examples.whenpresent.Bridge].
@Export
@Version("0.1.0")
package org.dmaengine.examples.whenpresent;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
