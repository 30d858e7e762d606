package org.dmaengine.tools.demo;

import org.dmaengine.Capability;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;

/// A lease: exclusive from request to close.
final class ByName implements DemoPart {
    @Override
    public String title() {
        return "A channel by name, exclusive until it is closed";
    }

    @Override
    public void show(Stage stage) throws Exception {
        try (DmaChannel channel = stage.slaveMap().requestChannel("shell", "copy")) {
            stage.fact("requested shell:copy", "and got %s; the same channel for somebody else:", channel.name());
            ChannelRequest same = ChannelRequest.of(Capability.MEMCPY).where(info -> info.name().equals(channel.name()));
            try (DmaChannel second = stage.engine().request(same)) {
                throw new IllegalStateException(second.name() + " was given away twice");
            } catch (DmaException.ChannelBusy e) {
                stage.fact("ChannelBusy", "%s", e.getMessage());
            }
            stage.command("dma:summary");
        }
    }
}
