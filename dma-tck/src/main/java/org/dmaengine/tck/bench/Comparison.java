package org.dmaengine.tck.bench;

import java.util.Arrays;

/// What a transfer has to leave in one of its destinations, beside what is there.
///
/// ```text
///   zone │ counted: the transfer's bytes │ to come: as it was, or they are ahead of the count │ zone
/// ```
///
/// @param job         the transfer
/// @param destination memory that it writes to
record Comparison(Job job, Area destination) {
    /// @param exact whether nothing may be ahead of the count
    void expect(boolean exact, String when) {
        byte[] found = destination.content();
        byte[] expected = destination.blank();
        int[] position = positions(expected.length);
        for (int i = 0; i < expected.length; i++) {
            long last = position[i] < 0 ? -1 : lastCounted(position[i]);
            expected[i] = last < 0 ? Pattern.MARKER : job.byteAt(last);
        }
        for (int i = 0; i < expected.length; i++) {
            if (found[i] != expected[i] && !(position[i] >= 0 && !exact && found[i] == job.byteAt(next(position[i])))) {
                throw failure(i, position[i], found[i], expected[i], when);
            }
        }
    }

    /// Which byte of a pass each byte of the area is; -1 for none.
    private int[] positions(int bytes) {
        int[] position = new int[bytes];
        Arrays.fill(position, -1);
        int at = 0;
        for (Piece piece : job.transfer().shape().pieces()) {
            for (int i = 0; i < piece.length(); i++, at++) {
                if (piece.destination() == destination) {
                    position[(int) piece.destinationOffset() + i] = at;
                }
            }
        }
        return position;
    }

    private long lastCounted(int position) {
        long counted = job.counted();
        if (position >= counted) {
            return -1;
        }
        long passes = (counted - 1 - position) / job.length();
        return passes * job.length() + position;
    }

    private long next(int position) {
        return lastCounted(position) < 0 ? position : lastCounted(position) + job.length();
    }

    private ConformanceFailure failure(int at, int position, byte found, byte expected, String when) {
        if (position < 0) {
            return job.fail(when + ": byte " + at + " of the destination is " + Job.hex(found) + " and was " + Job.hex(expected)
                    + "; it is none of the transfer's, whose first one is at " + job.place(0).destination()
                    + ": nothing outside the runs may be written", "TST-51", "IL-06", "Transfer.run");
        }
        long last = lastCounted(position);
        if (last < 0 || found == job.byteAt(next(position))) {
            return job.fail(when + ": byte " + next(position) + " of the transfer has been written with " + Job.hex(found) + ", but "
                    + job.counted() + " bytes are counted; what has arrived must be counted when nothing moves any more", "ST-22", "ST-11",
                    "ChannelDriver.stop");
        }
        return job.fail(when + ": " + job.counted() + " bytes are counted, but byte " + last + " of the transfer is " + Job.hex(found)
                + " where it has to be "
                + Job.hex(expected) + (found == Pattern.MARKER ? ", as if it had not been written" : ""), "ST-20", "TST-52",
                "ChannelDriver.step");
    }
}
