/// A controller that another one is seen through.
///
/// [ForwardingDriver][org.dmaengine.controller.watch.ForwardingDriver] and [Shadows][org.dmaengine.controller.watch.Shadows] put anything
/// between the core and a driver; [WatchedDriver][org.dmaengine.controller.watch.WatchedDriver] counts there.
package org.dmaengine.controller.watch;
