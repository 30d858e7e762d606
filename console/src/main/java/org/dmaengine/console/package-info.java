/// The launcher's half inside the framework: waits for the board, runs the command line or the interactive shell,
/// and writes the log to standard error.
package org.dmaengine.console;
