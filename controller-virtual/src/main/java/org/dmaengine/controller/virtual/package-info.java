/// A controller whose transfers take as long as its configuration says: [PacedChannel][org.dmaengine.controller.virtual.PacedChannel] moves the bytes
/// that are due by its [Pace][org.dmaengine.controller.virtual.Pace].
package org.dmaengine.controller.virtual;
