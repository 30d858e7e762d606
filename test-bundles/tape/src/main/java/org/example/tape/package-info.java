/// What a client of a tape needs, exported by the controller's own bundle. **How not to do it:** when that bundle is updated, its clients stay
/// with the record of the former revision, which the new driver does not know. Export such a record from a bundle of its own.
@Export(substitution = Substitution.NOIMPORT)
@Version("1.0.0")
package org.example.tape;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.bundle.Export.Substitution;
import org.osgi.annotation.versioning.Version;
