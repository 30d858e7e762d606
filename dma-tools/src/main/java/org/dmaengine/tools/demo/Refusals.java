package org.dmaengine.tools.demo;

import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.mapping.Mapping;

/// Wrong use is answered in words.
final class Refusals implements DemoPart {
    @Override
    public String title() {
        return "Refusals say what was wrong, what is allowed, and what to do";
    }

    @Override
    public void show(Stage stage) {
        refused(stage, "a misspelt name", () -> stage.slaveMap().requestChannel("shell", "cpoy").close());
        try (DmaChannel channel = stage.slaveMap().requestChannel("shell", "copy");
             Mapping buffer = channel.mapper().allocate(4096)) {
            refused(stage, "beyond the buffer", () -> channel.prepareMemcpy(buffer, 0, buffer, 2048, 4096));
            refused(stage, "onto itself", () -> channel.prepareMemcpy(buffer, 16, buffer, 0, 1024));
            refused(stage, "no such work", () -> channel.prepareCyclic(buffer, 0, 4096, 1024, Direction.MEM_TO_DEV));
            refused(stage, "resume, not paused", channel::resume);
        }
    }

    private static void refused(Stage stage, String what, Runnable misuse) {
        try {
            misuse.run();
        } catch (RuntimeException e) {
            stage.fact(what, "%s", e.getMessage());
            return;
        }
        throw new IllegalStateException(what + " was not refused");
    }
}
