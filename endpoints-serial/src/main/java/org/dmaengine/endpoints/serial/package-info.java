/// Serial lines as endpoints. Exports nothing.
///
/// [SerialScheme][org.dmaengine.endpoints.serial.SerialScheme] opens a port; [Lines][org.dmaengine.endpoints.serial.Lines] has the lines that are
/// open, each with one [reader][org.dmaengine.endpoints.serial.LineReader] and one [writer][org.dmaengine.endpoints.serial.LineWriter] at most. All native
/// access is behind [Terminal][org.dmaengine.endpoints.serial.Terminal], all restricted methods are in
/// [LinuxCalls][org.dmaengine.endpoints.serial.LinuxCalls].
package org.dmaengine.endpoints.serial;
