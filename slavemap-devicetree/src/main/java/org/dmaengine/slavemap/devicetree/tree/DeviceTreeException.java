package org.dmaengine.slavemap.devicetree.tree;

import java.io.IOException;

/// What was to be read is no device tree: what was expected, what was found in its place, and where.
public final class DeviceTreeException extends IOException {
    private static final long serialVersionUID = 1;

    private final String place;

    DeviceTreeException(String expected, String found, String place) {
        super("no device tree: expected " + expected + ", found " + found + ", at " + place);
        this.place = place;
    }

    static DeviceTreeException at(long offset, String expected, String found) {
        return new DeviceTreeException(expected, found, offset(offset));
    }

    static String offset(long offset) {
        return "offset " + offset + " (0x" + Long.toHexString(offset) + ")";
    }

    /// Where it was noticed: an offset, or a file of a folder.
    public String place() {
        return place;
    }
}
