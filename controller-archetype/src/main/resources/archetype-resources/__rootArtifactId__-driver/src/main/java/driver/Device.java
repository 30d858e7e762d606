package ${package}.driver;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import ${package}.DriverSlaveConfig;

/// The hardware, as the driver sees it. No method waits.
interface Device {
    /// Tells this one from now on that there may be something to read or room to write; another one beside those who are told already.
    ///
    /// @throws RuntimeException if the device cannot be used now; this one is told nothing then, and the request for a channel fails with
    ///                          that message
    void connect(Runnable requestLine);

    /// Tells this one no more.
    void disconnect(Runnable requestLine);

    /// Moves bytes that the device has received into the memory, from its begin.
    ///
    /// @return bytes moved, at most the size of the memory; 0 if the device has none
    /// @throws IOException if the device fails; nothing has been moved then
    int read(MemorySegment to, DriverSlaveConfig config) throws IOException;

    /// Moves bytes of the memory, from its begin, into the device.
    ///
    /// @return bytes moved, at most the size of the memory; 0 if the device has no room
    /// @throws IOException if the device fails; nothing has been moved then
    int write(MemorySegment from, DriverSlaveConfig config) throws IOException;
}
