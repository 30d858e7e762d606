package org.dmaengine.tck.bench;

/// What a transfer has to have given to a device, or taken from it, beside what has passed.
///
/// @param job    the transfer
/// @param device at the other end
/// @param base   where the transfer begins in the device's stream
record DeviceComparison(Job job, Device device, long base) {
    /// @param exact whether nothing may be ahead of the count
    void expect(boolean exact, String when) {
        if (!device.gives()) {
            expectTaken(exact, when);
        } else if (exact) {
            expectFetched(when);
        }
    }

    private void expectTaken(boolean exact, String when) {
        byte[] taken = device.peripheral().taken();
        long given = taken.length - base;
        for (long i = 0; i < Math.min(job.counted(), given); i++) {
            byte found = taken[(int) (base + i)];
            if (found != job.byteAt(i)) {
                throw job.fail(when + ": the device has got " + Job.hex(found) + " as byte " + i + " of the transfer, which is "
                        + Job.hex(job.byteAt(i)) + " in memory", "TST-52", "PREP-16");
            }
        }
        if (given < job.counted()) {
            throw job.fail(when + ": " + job.counted() + " bytes are counted, but the device has got " + given
                    + "; what is counted is what the device has", "ST-20", "ChannelDriver.step");
        }
        if (exact && given > job.counted()) {
            throw job.fail(when + ": the device has got " + given + " bytes, but " + job.counted()
                    + " are counted; they would be given to it once more", "ST-22", "ST-20", "ChannelDriver.stop");
        }
    }

    /// Bytes that a device has given can be had once only.
    private void expectFetched(String when) {
        long fetched = device.passed() - base;
        if (fetched > job.counted()) {
            throw job.fail(when + ": the device has given " + fetched + " bytes, but " + job.counted()
                    + " are counted; what the driver holds inside is"
                    + " delivered or given back, else it is lost", "PAU-02", "ST-23", "ChannelDriver.stop");
        }
    }
}
