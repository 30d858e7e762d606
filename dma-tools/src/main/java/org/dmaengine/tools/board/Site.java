package org.dmaengine.tools.board;

import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/// Where a board is put up.
record Site(DmaEngine engine, SlaveMap slaveMap, ConfigurationAdmin admin, BundleContext context) {
}
