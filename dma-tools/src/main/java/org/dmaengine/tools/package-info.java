/// The clients behind the shell commands dma:copy, dma:test and dma:demo.
package org.dmaengine.tools;
