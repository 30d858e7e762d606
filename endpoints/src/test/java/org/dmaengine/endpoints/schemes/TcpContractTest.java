package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.PortContract;

/// A source connects, a sink waits to be connected to.
class TcpContractTest extends PortContract {
    private ServerSocket server;
    private CompletableFuture<byte[]> received;

    @Override
    protected EndpointPort source(byte[] content) throws Exception {
        server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        EndpointPort port = new TcpScheme().open("127.0.0.1:" + server.getLocalPort(), Direction.DEV_TO_MEM);
        Socket peer = server.accept();
        Thread.ofVirtual().start(() -> send(peer, content));
        return port;
    }

    private static void send(Socket peer, byte[] content) {
        try (peer) {
            peer.getOutputStream().write(content);
        } catch (IOException e) {
            // the test has closed the port
        }
    }

    @Override
    protected EndpointPort sink() throws Exception {
        EndpointPort port = new ListenScheme().open("0", Direction.MEM_TO_DEV);
        Socket peer = new Socket("127.0.0.1", HostAndPort.parse("", port.endpoint().substring("listen:".length()), 1).port());
        received = CompletableFuture.supplyAsync(() -> receive(peer), task -> Thread.ofVirtual().start(task));
        return port;
    }

    private static byte[] receive(Socket peer) {
        try (peer) {
            return peer.getInputStream().readAllBytes();
        } catch (IOException e) {
            return new byte[0];
        }
    }

    @Override
    protected byte[] received() throws Exception {
        return received.get(10, TimeUnit.SECONDS);
    }

    @Override
    protected void tidy() throws Exception {
        if (received != null) {
            received(); // whatever became of the port, its peer hears of the end
        }
        if (server != null) {
            server.close();
        }
    }
}
