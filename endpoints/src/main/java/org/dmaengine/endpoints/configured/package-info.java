/// Endpoints that a configuration wires to a request line, for board files. Exports nothing.
package org.dmaengine.endpoints.configured;
