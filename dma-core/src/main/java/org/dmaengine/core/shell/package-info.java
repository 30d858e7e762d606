/// Shell commands that look into the core: `dma:list`, `dma:summary`, `dma:map`, `dma:why`; `dma:map` looks into files as well.
package org.dmaengine.core.shell;
