package org.example.tape;

import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.SlaveConfig;

/// The configuration of a tape.
///
/// @param base  what every device needs
/// @param track where it is written
public record TapeSlaveConfig(SlaveConfig base, int track) implements ExtendedSlaveConfig {
}
