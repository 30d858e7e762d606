/// The process around the framework: reads the command line and the board file, starts the bundles of the
/// distribution, waits for the console's exit code and leaves nothing behind.
package org.dmaengine.launcher;
