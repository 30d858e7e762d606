package org.dmaengine.slavemap.board;

import java.util.List;
import org.dmaengine.spi.SlaveMapEntry;

/// What became of one configuration.
sealed interface BoardEntry {
    /// The PID of the configuration.
    String pid();

    /// The client device that is described, empty if that could not be read.
    String device();

    /// The name that is described, empty if that could not be read.
    String name();

    /// It is part of the slave map.
    record InForce(SlaveMapEntry entry) implements BoardEntry {
        @Override
        public String pid() {
            return entry.origin();
        }

        @Override
        public String device() {
            return entry.device();
        }

        @Override
        public String name() {
            return entry.name();
        }
    }

    /// It is wrong and has no effect.
    ///
    /// @param problems each names a property, its value and what is allowed; at least one
    record LeftOut(String pid, String device, String name, List<String> problems) implements BoardEntry {
        /// Copies the list.
        public LeftOut {
            problems = List.copyOf(problems);
        }

        @Override
        public String toString() {
            return "slave-map entry " + pid + " is left out: " + String.join("; ", problems);
        }
    }
}
