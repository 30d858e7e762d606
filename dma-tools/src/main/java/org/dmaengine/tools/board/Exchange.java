package org.dmaengine.tools.board;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveMap;
import org.dmaengine.TransferStatus;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.Loopback;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Figures;

/// A client whose line leads back to itself: what it sends by one name it receives by the other.
///
/// ```text
/// memory ──▶ channel of tx ──▶ port on its line ══▶ port on its line ──▶ channel of rx ──▶ memory
/// ```
///
/// @param client   path of its node
/// @param bytes    how many went through
/// @param received request line of the side that received
/// @param sent     request line of the side that sent
/// @param nanos    from the first transfer's start to the last one's end
/// @param same     whether those came back that were sent
record Exchange(String client, int bytes, int received, int sent, long nanos, boolean same) {
    private static final int WIRE = 4_096;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(100);

    /// @param client  of the parameters or of the tree's choice
    /// @param stopped says that it is not wanted any more
    static Exchange run(SlaveMap slaveMap, Box box, String client, BoardParameters parameters, BooleanSupplier stopped)
            throws CommandFailure, InterruptedException {
        Loopback wire = new Loopback("board", WIRE);
        byte[] data = new byte[parameters.bytes()];
        new Random(data.length).nextBytes(data);
        try (EndpointPort sink = wire.sink();
             EndpointPort source = wire.source();
             Side receiving = new Side(slaveMap, box, new Name(client, parameters.receives()), source);
             Side sending = new Side(slaveMap, box, new Name(client, parameters.sends()), sink);
             Mapping to = receiving.channel().mapper().allocate(data.length);
             Mapping from = sending.channel().mapper().allocate(data.length)) {
            from.segment().copyFrom(MemorySegment.ofArray(data));
            long begin = System.nanoTime();
            long arriving = receiving.start(to);
            long leaving = sending.start(from);
            await(sending, leaving, stopped);
            await(receiving, arriving, stopped);
            long nanos = System.nanoTime() - begin;
            boolean same = to.segment().asSlice(0, data.length).mismatch(MemorySegment.ofArray(data)) == -1;
            return new Exchange(client, data.length, receiving.line(), sending.line(), nanos, same);
        } catch (DmaException e) {
            throw new CommandFailure(client + ": " + e.getMessage(), e);
        }
    }

    private static void await(Side side, long cookie, BooleanSupplier stopped) throws CommandFailure, InterruptedException {
        long begin = System.nanoTime();
        while (!side.channel().hasEnded(cookie)) {
            try {
                side.channel().await(cookie, GLANCE);
            } catch (DmaException.TimedOut e) {
                if (stopped.getAsBoolean()) {
                    throw new CommandFailure("stopped");
                }
                if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw e;
                }
            }
        }
        TransferStatus end = side.channel().status(cookie);
        if (!end.isOk() || end.residue() != 0) {
            throw new CommandFailure(side.channel().client() + " ended " + end.status() + " with residue " + end.residue() + ": "
                    + end.detail());
        }
    }

    @Override
    public String toString() {
        return client + ", " + bytes + " bytes from line " + sent + " to line " + received + " in " + Figures.millis(nanos)
                + (same ? ", the same came back" : ", and others came back");
    }
}
