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

/// A client whose line leads back to itself: what it sends by one name it receives by the other.
///
/// ```text
/// memory ──▶ channel of tx ──▶ port on its line ══▶ port on its line ──▶ channel of rx ──▶ memory
/// ```
///
/// @param stopped says that it is not wanted any more
record Talk(SlaveMap slaveMap, Box box, BoardParameters parameters, BooleanSupplier stopped) {
    private static final int WIRE = 4_096;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(100);

    /// Has a client send to itself.
    ///
    /// @param client path of its node
    Exchange of(String client) throws CommandFailure, InterruptedException {
        Loopback wire = new Loopback("board", WIRE);
        try (EndpointPort sink = wire.sink();
             EndpointPort source = wire.source();
             Side receiving = Side.first(slaveMap, box, new Name(client, parameters.receives()), source);
             Side sending = receiving.second(slaveMap, box, new Name(client, parameters.sends()), sink)) {
            return send(client, sending, receiving);
        } catch (DmaException e) {
            throw new CommandFailure(client + ": " + e.getMessage(), e);
        }
    }

    private Exchange send(String client, Side sending, Side receiving) throws CommandFailure, InterruptedException {
        byte[] bytes = new byte[parameters.bytes()];
        new Random(bytes.length).nextBytes(bytes);
        MemorySegment data = MemorySegment.ofArray(bytes);
        try (Mapping from = sending.channel().mapper().allocate(bytes.length);
             Mapping to = receiving.channel().mapper().allocate(bytes.length)) {
            from.segment().copyFrom(data);
            long begin = System.nanoTime();
            try {
                long arriving = receiving.start(to);
                long leaving = sending.start(from);
                await(sending, leaving);
                await(receiving, arriving);
            } finally {
                sending.channel().terminateSync(); // before the memory goes, whatever has happened
                receiving.channel().terminateSync();
            }
            long nanos = System.nanoTime() - begin;
            boolean same = to.segment().asSlice(0, bytes.length).mismatch(data) == -1;
            return new Exchange(client, bytes.length, receiving.line(), sending.line(), nanos, same);
        }
    }

    private void await(Side side, long cookie) throws CommandFailure, InterruptedException {
        long begin = System.nanoTime();
        while (!side.channel().hasEnded(cookie)) {
            try {
                side.channel().await(cookie, GLANCE);
            } catch (DmaException.TimedOut e) {
                if (stopped.getAsBoolean() || System.nanoTime() - begin > PATIENCE.toNanos()) {
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
}
