/// Puts something between the core and the drivers of a controller.
///
/// A [ForwardingDriver][org.dmaengine.controller.decorator.ForwardingDriver] stands before each driver;
/// [Shadows][org.dmaengine.controller.decorator.Shadows] offer these under another name for as long as the drivers are there. Each bundle that
/// decorates has a copy of this package to itself.
package org.dmaengine.controller.decorator;
