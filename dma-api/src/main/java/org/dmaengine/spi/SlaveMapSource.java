package org.dmaengine.spi;

import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/// Where associations of client devices and channels come from. Registered as a service; the core asks the sources in
/// the order of their [Origin], those of one origin in the order of their services.
///
/// All methods may be called on any thread and must not block.
@ConsumerType
public interface SlaveMapSource {
    /// The kind of source, in the order in which the core asks (REQ-02).
    enum Origin {
        /// A flattened device tree.
        DEVICE_TREE,
        /// ACPI tables.
        ACPI,
        /// A board file: Configurator JSON or Configuration Admin.
        BOARD_FILE
    }

    /// What a source knows of a name.
    sealed interface Answer {
        /// The name is described: candidates in the order of preference. The next sources are not asked.
        record Found(List<SlaveMapEntry> entries) implements Answer {
            /// Copies the list.
            public Found {
                entries = List.copyOf(entries);
                if (entries.isEmpty()) {
                    throw new IllegalArgumentException("found, but nothing: answer None");
                }
            }
        }

        /// The name is described, but what it refers to is not there yet: wait, do not ask the next (REQ-03).
        record Deferred(String reason) implements Answer { }

        /// The name is not described here: ask the next (REQ-04).
        record None(String reason) implements Answer { }
    }

    /// The kind of source.
    Origin origin();

    /// What this source knows of the channel `name` of `device`.
    Answer lookup(String device, String name);

    /// All entries, for listings and near misses.
    Collection<SlaveMapEntry> entries();

    /// Has `changed` run after each change of the entries, on any thread, holding no lock, until the subscription is closed.
    Subscription onChange(Runnable changed);

    /// An interest in changes; closing it ends the interest.
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
