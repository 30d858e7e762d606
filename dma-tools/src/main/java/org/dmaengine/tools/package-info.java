/// The clients behind the shell commands dma:copy, dma:stream, dma:ports, dma:faults, dma:test, dma:board and dma:demo.
package org.dmaengine.tools;
