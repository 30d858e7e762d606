package org.dmaengine.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.dmaengine.DmaStatus;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferStatus;
import org.dmaengine.examples.copybyname.CopyByName;
import org.dmaengine.examples.firstclient.Echo;
import org.dmaengine.examples.requests.Requests;
import org.junit.jupiter.api.Test;

class SmallClientsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Stage stage = new Stage(null, null, null, null, new PrintStream(out, true));

    @Test
    void shouldRunAllAndFailNamingThoseThatFailed() {
        SmallClients clients = new SmallClients(List.of(
                new SmallClient(Echo.class, _ -> {
                    throw new IllegalStateException("no channel");
                }),
                new SmallClient(CopyByName.class, _ -> "7 bytes arrived"),
                new SmallClient(Requests.class, _ -> {
                    throw new UnsupportedOperationException();
                })));
        IllegalStateException failure = assertThrows(IllegalStateException.class, () -> clients.show(stage));
        assertEquals("2 of 3 clients failed: firstclient, requests", failure.getMessage());
        assertEquals(List.of("firstclient            FAILED: no channel",
                "copybyname             7 bytes arrived",
                "requests               FAILED: java.lang.UnsupportedOperationException"), out.toString().lines().toList());
    }

    @Test
    void shouldEndAtOnceWhenInterrupted() {
        SmallClients clients = new SmallClients(List.of(
                new SmallClient(Echo.class, _ -> {
                    throw new InterruptedException();
                }),
                new SmallClient(CopyByName.class, _ -> "too late")));
        assertThrows(InterruptedException.class, () -> clients.show(stage));
        assertEquals("", out.toString());
    }

    @Test
    void shouldNotTakeOtherBytesForThoseSent() {
        MemorySegment source = Proof.random(100);
        MemorySegment target = Proof.zeros(100).copyFrom(source);
        assertEquals("100 bytes arrived", Proof.arrived(source, target));
        target.set(ValueLayout.JAVA_BYTE, 57, (byte) ~target.get(ValueLayout.JAVA_BYTE, 57));
        assertEquals("of 100 bytes number 57 differs", refusal(() -> Proof.arrived(source, target)));
        assertEquals("of 100 bytes number 99 differs", refusal(() -> Proof.arrived(source, source.asSlice(0, 99))));
    }

    @Test
    void shouldNotTakeAShortOrFailedTransferForACompleteOne() {
        assertEquals("cookie 3 COMPLETE, residue 0", Proof.complete(status(DmaStatus.COMPLETE, 0)));
        assertEquals("COMPLETE with residue 8: as told", refusal(() -> Proof.complete(status(DmaStatus.COMPLETE, 8))));
        assertEquals("ABORTED with residue 0: as told", refusal(() -> Proof.complete(status(DmaStatus.ABORTED, 0))));
    }

    private static String refusal(Runnable proof) {
        return assertThrows(IllegalStateException.class, proof::run).getMessage();
    }

    private static TransferStatus status(DmaStatus status, long residue) {
        return new TransferStatus(3, status, TransferOutcome.NO_ERROR, 3, 3, residue, 0, 0, 0, "as told");
    }
}
