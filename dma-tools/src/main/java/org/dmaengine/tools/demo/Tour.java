package org.dmaengine.tools.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dmaengine.tools.CommandFailure;

/// The parts of the tour in their order.
record Tour(List<DemoPart> parts) {
    private static final int WIDTH = 100;

    /// Everything there is to see.
    static Tour complete() {
        return new Tour(List.of(new WhatIsThere(), new ByName(), new CopyWithCallback(), new GatherWords(), new Fill(),
                new Blit(), new PauseInTheMiddle(), new Terminate(), new Refusals(), new SmallTransfers(), new PlaySound(), new FlipPages(),
                new LoopPackets(), new TalkSerially(), SmallClients.complete(), new ShortTest()));
    }

    /// Shows one part after the other. One that fails does not keep the others from being seen.
    ///
    /// @throws CommandFailure       naming the parts that failed
    /// @throws InterruptedException if the calling thread was interrupted
    void show(Stage stage) throws CommandFailure, InterruptedException {
        long begin = System.nanoTime();
        List<String> failed = new ArrayList<>();
        for (DemoPart part : parts) {
            heading(stage, part);
            try {
                part.show(stage);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                stage.say("this failed: " + e.getMessage());
                failed.add(part.title());
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            stage.out().println();
        }
        if (!failed.isEmpty()) {
            throw new CommandFailure(failed.size() + " of " + parts.size() + " parts failed: " + String.join(", ", failed));
        }
        stage.out().printf(Locale.ROOT, "%d parts in %.1f s. Type help for the commands.%n", parts.size(),
                (System.nanoTime() - begin) / 1e9);
    }

    private void heading(Stage stage, DemoPart part) {
        String title = String.format(Locale.ROOT, "── %d. %s ", parts.indexOf(part) + 1, part.title());
        stage.out().println(title + "─".repeat(Math.max(0, WIDTH - title.length())));
    }
}
