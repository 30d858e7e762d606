package org.dmaengine.endpoints;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dmaengine.endpoints.stubs.Bytes;
import org.dmaengine.endpoints.stubs.Engine;
import org.junit.jupiter.api.Test;

class LoopbackTest extends PortContract {
    private CompletableFuture<byte[]> taken;
    private CompletableFuture<Void> given;

    @Override
    protected EndpointPort source(byte[] content) {
        Loopback wire = new Loopback("test", 4096);
        Engine engine = new Engine(wire.sink(), 1000);
        given = CompletableFuture.runAsync(() -> give(wire.sink(), engine, content), task -> Thread.ofVirtual().start(task));
        return wire.source();
    }

    private static void give(EndpointPort sink, Engine engine, byte[] content) {
        try {
            engine.put(content, 1);
            sink.finish(SOON);
        } catch (IOException e) {
            // the test has closed the other side
        }
    }

    @Override
    protected EndpointPort sink() {
        Loopback wire = new Loopback("test", 4096);
        Engine engine = new Engine(wire.source(), 1000);
        taken = CompletableFuture.supplyAsync(() -> take(engine), task -> Thread.ofVirtual().start(task));
        return wire.sink();
    }

    private static byte[] take(Engine engine) {
        try {
            return engine.take(1 << 20, 1);
        } catch (IOException e) {
            return new byte[0]; // the test has closed the other side
        }
    }

    @Override
    protected byte[] received() throws Exception {
        return taken.get(10, TimeUnit.SECONDS);
    }

    @Override
    protected void tidy() throws Exception {
        if (given != null) {
            given.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldHoldNoMoreThanItsBuffer() throws IOException {
        Loopback wire = new Loopback("test", 64);
        Engine in = new Engine(wire.sink(), 100);
        in.put(Bytes.random(64, 1), 1);
        assertEquals(0, wire.sink().level(1));
        assertEquals(0, in.raises());
        assertEquals(10, new Engine(wire.source(), 100).take(10, 1).length);
        assertEquals(1, in.raises());
        assertEquals(10, wire.sink().level(1));
        String message = assertThrows(IOException.class, () -> wire.sink().finish(Duration.ofMillis(1))).getMessage();
        assertTrue(message.endsWith("54 of 64 bytes not taken by the source"), message);
    }

    @Test
    void shouldGiveWhatItHasBeforeItSaysThatNobodyGives() throws IOException {
        Loopback wire = new Loopback("test", 64);
        byte[] content = Bytes.random(20, 1);
        new Engine(wire.sink(), 100).put(content, 1);
        wire.sink().close();
        Engine out = new Engine(wire.source(), 100);
        assertArrayEquals(content, out.take(20, 1));
        assertThrows(IOException.class, () -> out.take(1, 1));
    }

    @Test
    void shouldSayThatNobodyTakes() throws IOException {
        Loopback wire = new Loopback("test", 64);
        Engine in = new Engine(wire.sink(), 100);
        wire.source().close();
        in.awaitRaise();
        assertThrows(IOException.class, () -> in.put(new byte[1], 1));
    }
}
