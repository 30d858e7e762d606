/// A controller that another one is seen through: [WatchedDriver][org.dmaengine.controller.watch.WatchedDriver] counts.
package org.dmaengine.controller.watch;
