package org.dmaengine.core.channel;

/// What a call of the driver that failed, or did not return, may have touched.
///
/// @param cookie the transfer of that call
/// @param bytes  how many bytes behind its counted ones, at most
record Touched(long cookie, long bytes) {
    static final Touched NOTHING = new Touched(0, 0);

    long bytesOf(long which) {
        return which == cookie ? bytes : 0;
    }
}
