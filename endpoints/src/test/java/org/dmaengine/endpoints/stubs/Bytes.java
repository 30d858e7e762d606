package org.dmaengine.endpoints.stubs;

import java.util.Random;

/// Bytes that can be told from each other.
public final class Bytes {
    private Bytes() {
    }

    public static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
