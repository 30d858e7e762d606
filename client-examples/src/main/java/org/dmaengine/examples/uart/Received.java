package org.dmaengine.examples.uart;

/// What a [UartReceiver] hands on, each once and in the order in which it came.
public sealed interface Received {
    /// Bytes, at least one.
    record Bytes(byte[] data) implements Received {
    }

    /// The device has lost so many bytes: before, or among, the bytes that follow.
    record Overrun(long bytes) implements Received {
    }

    /// The other side has sent a break.
    record LineBreak() implements Received {
    }

    /// Nothing more will come. Once there, it stays.
    record HungUp(String reason) implements Received {
    }
}
