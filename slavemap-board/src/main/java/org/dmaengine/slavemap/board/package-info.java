/// The slave-map source that reads Configurator JSON.
package org.dmaengine.slavemap.board;
