package org.dmaengine;

/// Who owns the buffer of a descriptor's metadata; a descriptor uses one mode for life (META-03, META-22).
public enum MetadataMode {
    /// The client owns the buffer and attaches it: [DmaDescriptor#attachMetadata].
    CLIENT,
    /// The engine owns the area and lends it: [DmaDescriptor#metadata()].
    ENGINE
}
