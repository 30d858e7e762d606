/// The service and the schemes it starts with, one component each. Exports nothing.
package org.dmaengine.endpoints.schemes;
