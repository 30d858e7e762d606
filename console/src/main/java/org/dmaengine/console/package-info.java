/// Runs the launcher's command line or the interactive shell inside the framework.
package org.dmaengine.console;
