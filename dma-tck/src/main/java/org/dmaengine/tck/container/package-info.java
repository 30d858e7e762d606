/// The kit inside a running container: the shell command `dma:tck`, and the services that say what it has found.
package org.dmaengine.tck.container;
