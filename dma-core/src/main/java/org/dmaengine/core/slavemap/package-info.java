/// From a client device and a name to a channel: sources in their order, entries, candidates (D4; REQ-02 to REQ-10).
package org.dmaengine.core.slavemap;
