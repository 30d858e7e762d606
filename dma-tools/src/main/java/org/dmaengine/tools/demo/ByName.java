package org.dmaengine.tools.demo;

import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;

/// A lease: exclusive from request to close.
final class ByName implements DemoPart {
    @Override
    public String title() {
        return "A channel by name, exclusive until it is closed";
    }

    @Override
    public void show(Stage stage) {
        try (DmaChannel channel = stage.slaveMap().requestChannel("shell", "copy")) {
            stage.fact("requested shell:copy", "and got %s, which can %s", channel.name(), channel.capabilities().types());
            try (DmaChannel second = stage.slaveMap().requestChannel("shell", "copy")) {
                throw new IllegalStateException("given away twice: " + second.name());
            } catch (DmaException.ChannelBusy e) {
                stage.fact("requested it again", "%s", e.getMessage());
            }
        }
        try (DmaChannel again = stage.slaveMap().requestChannel("shell", "copy")) {
            stage.fact("closed, requested again", "and got %s", again.name());
        }
    }
}
