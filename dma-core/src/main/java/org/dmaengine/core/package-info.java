/// Virtual channels, registry, slave map and mapper; exports nothing.
package org.dmaengine.core;
