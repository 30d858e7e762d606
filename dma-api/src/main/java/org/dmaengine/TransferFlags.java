package org.dmaengine;

/// The [TransferFlag]s as bits of an `int`, for [DmaChannel#enqueueMemcpy], which allocates nothing.
public final class TransferFlags {
    /// No flag.
    public static final int NONE = 0;
    /// See [TransferFlag#INTERRUPT].
    public static final int INTERRUPT = 1;
    /// See [TransferFlag#ACK].
    public static final int ACK = 1 << 1;
    /// See [TransferFlag#FENCE].
    public static final int FENCE = 1 << 5;
    /// See [TransferFlag#CMD].
    public static final int CMD = 1 << 7;
    /// See [TransferFlag#REPEAT].
    public static final int REPEAT = 1 << 8;
    /// See [TransferFlag#LOAD_EOT].
    public static final int LOAD_EOT = 1 << 9;

    private TransferFlags() {
    }
}
