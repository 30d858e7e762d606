/// What clients share with the controller. A bundle of its own, which changes rarely: were this record the driver's, a client would have to
/// be replaced with each version of it.
@Export
@Version("1.0.0")
package ${package};

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
