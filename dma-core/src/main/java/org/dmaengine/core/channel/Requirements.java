package org.dmaengine.core.channel;

import org.dmaengine.Capability;
import org.dmaengine.core.mapping.MappedMemory;
import org.dmaengine.mapping.InterleavedTemplate;

/// What a transfer needs of its channel, kept so that it can be held against another one.
///
/// @param capability what the channel must be able to do
/// @param copyBits   the offsets and lengths of a copy, combined by `or`: multiples of what all of them are multiples of
/// @param fillBits   the same of a fill
record Requirements(Capability capability, long copyBits, long fillBits) {
    static Requirements of(Capability capability, long copyBits) {
        return new Requirements(capability, copyBits, 0);
    }

    static Requirements ofFill(Capability capability, long fillBits) {
        return new Requirements(capability, 0, fillBits);
    }

    /// The lengths of a list's entries.
    static long bits(MappedMemory list) {
        long bits = 0;
        for (int i = 0; i < list.entries(); i++) {
            bits |= list.deviceView(i).byteSize();
        }
        return bits;
    }

    /// Starts, sizes and gaps of a template.
    static long bits(InterleavedTemplate template) {
        long bits = template.dstStart() | template.srcStart();
        for (int i = 0; i < template.frame().size(); i++) {
            bits |= template.frame().get(i).size() | template.srcGap(i) | template.dstGap(i);
        }
        return bits;
    }
}
