/// Every way to request a channel, and what each refusal asks for. Service: [Requests][org.dmaengine.examples.requests.Requests].
@Export
@Version("0.1.0")
package org.dmaengine.examples.requests;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
