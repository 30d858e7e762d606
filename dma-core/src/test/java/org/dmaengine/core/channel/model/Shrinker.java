package org.dmaengine.core.channel.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Makes a list of operations that ends in a difference as short as it can (delta debugging).
final class Shrinker {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final long TIME = Duration.ofSeconds(60).toNanos();

    private final Setup setup;
    private final long deadline = System.nanoTime() + TIME;

    Shrinker(Setup setup) {
        this.setup = setup;
    }

    /// A part of it that still ends in a difference, from which nothing can be left out.
    List<Op> shrink(List<Op> ops) {
        List<Op> smallest = ops;
        int parts = 2;
        while (smallest.size() > 1 && System.nanoTime() - deadline < 0) {
            List<Op> smaller = without(smallest, parts);
            if (smaller != null) {
                smallest = smaller;
                parts = Math.max(2, parts - 1);
            } else if (parts >= smallest.size()) {
                return smallest;
            } else {
                parts = Math.min(smallest.size(), parts * 2);
            }
        }
        return smallest;
    }

    private List<Op> without(List<Op> ops, int parts) {
        for (int i = parts - 1; i >= 0 && System.nanoTime() - deadline < 0; i--) {
            int begin = (int) ((long) ops.size() * i / parts);
            int end = (int) ((long) ops.size() * (i + 1) / parts);
            List<Op> rest = new ArrayList<>(ops.subList(0, begin));
            rest.addAll(ops.subList(end, ops.size()));
            int length = lengthToDifference(rest);
            if (length >= 0) {
                return List.copyOf(rest.subList(0, length));
            }
        }
        return null;
    }

    /// How many of these it takes to come to a difference, -1 if there is none.
    private int lengthToDifference(List<Op> ops) {
        try (Play play = new Play(setup, PATIENCE)) {
            for (int i = 0; i < ops.size(); i++) {
                try {
                    play.play(ops.get(i));
                } catch (Difference | RuntimeException e) {
                    return i + 1;
                }
            }
            return -1;
        }
    }
}
