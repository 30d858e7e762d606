package org.dmaengine.endpoints.schemes;

import static org.dmaengine.Direction.DEV_TO_MEM;
import static org.dmaengine.Direction.MEM_TO_DEV;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.stubs.Bytes;
import org.dmaengine.endpoints.stubs.Engine;
import org.dmaengine.endpoints.stubs.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SocketSchemesTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int MUCH = (3 << 20) + 11;

    @TempDir
    Path folder;

    private final TcpScheme tcp = new TcpScheme();
    private final ListenScheme listen = new ListenScheme();
    private final byte[] content = Bytes.random(MUCH, 5);

    @AfterEach
    void expectNoThreads() throws InterruptedException {
        Threads.expectNone();
    }

    @Test
    void shouldReceiveWhatAPeerSends() throws Exception {
        try (ServerSocket server = server();
                EndpointPort port = tcp.open("127.0.0.1:" + server.getLocalPort(), DEV_TO_MEM);
                Engine engine = new Engine(port, 4096);
                Socket peer = server.accept()) {
            CompletableFuture<Void> sending = inBackground(() -> {
                peer.getOutputStream().write(content);
                peer.shutdownOutput();
            });
            assertArrayEquals(content, engine.take(MUCH + 1, 1));
            assertTrue(port.atEnd());
            port.passEnd();
            assertThrows(EOFException.class, () -> port.level(1));
            sending.get();
        }
    }

    @Test
    void shouldSendToAPeerThatSeesTheEnd() throws Exception {
        try (ServerSocket server = server();
                EndpointPort port = tcp.open("localhost:" + server.getLocalPort(), MEM_TO_DEV);
                Engine engine = new Engine(port, 4096);
                Socket peer = server.accept()) {
            peer.getOutputStream().write(new byte[100]); // nobody has asked for it, and nothing is lost for that
            CompletableFuture<byte[]> received = supplyInBackground(() -> peer.getInputStream().readAllBytes());
            engine.put(content, 1);
            port.finish(SOON);
            assertEquals(MUCH, port.passed());
            assertArrayEquals(content, received.get());
        }
    }

    @Test
    void shouldNotResetAPeerThatAnswersWhileItReads() throws Exception {
        int bytes = 500_000;
        try (ServerSocket server = server();
                EndpointPort port = tcp.open("localhost:" + server.getLocalPort(), MEM_TO_DEV);
                Engine engine = new Engine(port, 4096);
                Socket peer = server.accept()) {
            CompletableFuture<byte[]> received = supplyInBackground(() -> {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                byte[] piece = new byte[16 << 10];
                for (int read = peer.getInputStream().read(piece); read > 0; read = peer.getInputStream().read(piece)) {
                    all.write(piece, 0, read);
                    peer.getOutputStream().write(piece, 0, read);
                    while (port.passed() < bytes) {
                        Thread.onSpinWait(); // all the rest is read, and answered, behind the last write
                    }
                }
                peer.shutdownOutput();
                return all.toByteArray();
            });
            engine.put(Arrays.copyOf(content, bytes), 1);
            port.finish(SOON);
            assertArrayEquals(Arrays.copyOf(content, bytes), received.get());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "127.0.0.1:0", "[::1]:0"})
    void shouldWaitForAPeerOnTheLoopback(String rest) throws Exception {
        try (EndpointPort port = listen.open(rest, DEV_TO_MEM); Engine engine = new Engine(port, 4096)) {
            String endpoint = port.endpoint();
            assertFalse(endpoint.endsWith(":0"), endpoint);
            assertTrue(InetAddress.getByName(HostAndPort.parse("", endpoint.substring(7), 1).host()).isLoopbackAddress(), endpoint);
            assertEquals(0, port.level(1));
            // The other side is one of ours too.
            try (EndpointPort sink = tcp.open(endpoint.substring(7), MEM_TO_DEV); Engine sending = new Engine(sink, 4096)) {
                byte[] few = Bytes.random(1000, 6);
                sending.put(few, 1);
                sink.finish(SOON);
                assertArrayEquals(few, engine.take(1001, 1));
            }
        }
    }

    @Test
    void shouldGiveWhatItHasBeforeItNamesTheReset() throws Exception {
        try (ServerSocket server = server();
                EndpointPort port = tcp.open("127.0.0.1:" + server.getLocalPort(), DEV_TO_MEM);
                Engine engine = new Engine(port, 4096);
                Socket peer = server.accept()) {
            peer.getOutputStream().write(content, 0, 1000);
            assertEquals(1000, engine.take(1000, 1).length);
            peer.getOutputStream().write(content, 1000, 500);
            while (port.passed() < 1500) {
                Thread.onSpinWait();
            }
            peer.setSoLinger(true, 0); // close is then a reset
            peer.close();
            assertEquals(500, engine.take(500, 1).length);
            String message = assertThrows(IOException.class, () -> engine.take(1, 1)).getMessage();
            assertEquals(port.endpoint() + ": connection reset after 1500 bytes", message);
            assertFalse(port.atEnd());
            assertEquals(message, assertThrows(IOException.class, () -> port.level(8)).getMessage(), "for as long as it is broken");
        }
    }

    @Test
    void shouldSayHowMuchAPeerThatDiedHasNotTaken() throws Exception {
        try (ServerSocket server = server();
                EndpointPort port = tcp.open("127.0.0.1:" + server.getLocalPort(), MEM_TO_DEV);
                Engine engine = new Engine(port, 4096)) {
            try (Socket peer = server.accept()) {
                engine.put(content, 1);
                peer.setSoLinger(true, 0);
            }
            String message = assertThrows(IOException.class, () -> {
                while (true) {
                    engine.put(content, 1);
                }
            }).getMessage();
            assertTrue(message.startsWith(port.endpoint() + ": "), message);
            assertTrue(message.endsWith(" after " + port.passed() + " bytes, " + (port.moved() - port.passed()) + " more were waiting for it"), message);
            assertEquals(message, assertThrows(IOException.class, () -> port.finish(SOON)).getMessage());
            assertEquals(port.moved() - port.passed(), port.losses());
        }
    }

    @Test
    void shouldNotWaitForEverForAPeerThatDoesNotRead() throws Exception {
        try (ServerSocket server = server();
                EndpointPort port = tcp.open("127.0.0.1:" + server.getLocalPort(), MEM_TO_DEV);
                Engine engine = new Engine(port, 4096);
                Socket peer = server.accept()) {
            while (port.moved() - port.passed() < 1 << 20) { // until everything is full
                int level = port.level(1);
                if (level == 0) {
                    engine.awaitLevel(1);
                } else {
                    port.burst(0, MemorySegment.ofArray(content), 0, Math.min(level, MUCH), 1);
                }
                if (isStuck(port)) {
                    break;
                }
            }
            String message = assertThrows(IOException.class, () -> port.finish(Duration.ofMillis(20))).getMessage();
            assertTrue(message.contains("after 20 ms") && message.contains(" bytes not taken by the device"), message);
            assertTrue(peer.isConnected());
        }
    }

    @Test
    void shouldSayWhyItCannotConnect() throws Exception {
        int nobody;
        try (ServerSocket server = server()) {
            nobody = server.getLocalPort();
        }
        expect("tcp:127.0.0.1:" + nobody + ": connection refused", () -> tcp.open("127.0.0.1:" + nobody, DEV_TO_MEM));
        try (ServerSocket server = server()) {
            String message = assertThrows(IOException.class, () -> listen.open("" + server.getLocalPort(), DEV_TO_MEM)).getMessage();
            assertTrue(message.contains("is somebody listening there"), message);
        }
        for (String rest : new String[] {"", "x", "localhost:", "localhost:0", "localhost:65536", "::1:80", ":80"}) {
            String message = assertThrows(IllegalArgumentException.class, () -> tcp.open(rest, DEV_TO_MEM), rest).getMessage();
            assertTrue(message.startsWith("tcp:" + rest + " is refused; "), message);
        }
    }

    @Test
    void shouldTalkThroughUnixSockets() throws Exception {
        Path path = folder.resolve("socket");
        try (EndpointPort source = new UnixListenScheme().open(path.toString(), DEV_TO_MEM); Engine receiving = new Engine(source, 4096);
                EndpointPort sink = new UnixScheme().open(path.toString(), MEM_TO_DEV); Engine sending = new Engine(sink, 4096)) {
            byte[] few = Bytes.random(10_000, 8);
            sending.put(few, 1);
            sink.finish(SOON);
            assertArrayEquals(few, receiving.take(10_001, 1));
            assertFalse(Files.exists(path), "its file goes with the first peer");
        }
    }

    @Test
    void shouldConnectToAUnixSocketOfSomebodyElse() throws Exception {
        Path path = folder.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            try (EndpointPort source = new UnixScheme().open(path.toString(), DEV_TO_MEM); Engine engine = new Engine(source, 16);
                    SocketChannel peer = server.accept()) {
                peer.write(ByteBuffer.wrap(content, 0, 100));
                assertEquals(100, engine.take(100, 1).length);
            }
        }
    }

    @Test
    void shouldTidyAndRefuseUnixSockets() throws Exception {
        Path path = folder.resolve("socket");
        new UnixListenScheme().open(path.toString(), DEV_TO_MEM).close();
        Threads.expectNone();
        assertFalse(Files.exists(path));
        expect("unix:" + path + ": there is no such socket; somebody has to listen there first",
                () -> new UnixScheme().open(path.toString(), DEV_TO_MEM));
        Files.createFile(path);
        expect("unix-listen:" + path + ": there is a file already; remove it if nobody listens there",
                () -> new UnixListenScheme().open(path.toString(), DEV_TO_MEM));
    }

    private static boolean isStuck(EndpointPort port) throws InterruptedException {
        long before = port.passed();
        Thread.sleep(20);
        return port.passed() == before && port.moved() > before;
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    private interface Opening {
        EndpointPort open() throws IOException;
    }

    private static void expect(String message, Opening opening) {
        assertEquals(message, assertThrows(IOException.class, opening::open).getMessage());
    }

    private interface Work {
        void run() throws Exception;
    }

    private interface Question<T> {
        T ask() throws Exception;
    }

    private static CompletableFuture<Void> inBackground(Work work) {
        return supplyInBackground(() -> {
            work.run();
            return null;
        });
    }

    private static <T> CompletableFuture<T> supplyInBackground(Question<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(question.ask());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }
}
