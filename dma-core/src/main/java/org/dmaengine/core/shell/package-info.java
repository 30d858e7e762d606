/// Shell commands that look into the core: `dma:list`, `dma:summary`, `dma:map`, `dma:why`.
package org.dmaengine.core.shell;
