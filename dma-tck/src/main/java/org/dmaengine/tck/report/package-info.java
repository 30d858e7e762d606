/// Plays the kit's cases with a controller, and says how they have ended.
package org.dmaengine.tck.report;
