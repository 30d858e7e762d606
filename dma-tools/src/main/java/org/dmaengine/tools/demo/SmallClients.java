package org.dmaengine.tools.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The small clients that the guides quote, one after the other.
record SmallClients(List<SmallClient> clients) implements DemoPart {
    static SmallClients complete() {
        return new SmallClients(Stream.of(CopyingClients.ALL, QueueingClients.ALL, BoardClients.ALL, DeviceClients.ALL, FrameClients.ALL)
                .flatMap(List::stream).toList());
    }

    @Override
    public String title() {
        return "Every small client of client-examples, a line each";
    }

    @Override
    public List<Class<?>> examples() {
        return clients.stream().<Class<?>>map(SmallClient::client).toList();
    }

    /// One that fails does not keep the others from being run.
    @Override
    public void show(Stage stage) throws InterruptedException {
        List<String> failed = new ArrayList<>();
        for (SmallClient client : clients) {
            try {
                stage.fact(client.folder(), "%s", client.run().in(stage));
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                stage.fact(client.folder(), "FAILED: %s", e.getMessage() == null ? e : e.getMessage());
                failed.add(client.folder());
            }
        }
        Proof.isTrue(failed.isEmpty(), "%d of %d clients failed: %s", failed.size(), clients.size(), String.join(", ", failed));
    }
}
