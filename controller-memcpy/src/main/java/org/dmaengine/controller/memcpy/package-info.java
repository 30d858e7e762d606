/// A controller whose channels copy and fill memory.
package org.dmaengine.controller.memcpy;
