// SPDX-License-Identifier: Apache-2.0

/// What clients call.
@Export
@Version("0.1.0")
package org.dmaengine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
