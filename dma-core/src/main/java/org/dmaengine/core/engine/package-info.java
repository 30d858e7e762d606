/// Threads: engines that step channels, completers that deliver what has ended. Nothing here knows what a transfer is.
package org.dmaengine.core.engine;
