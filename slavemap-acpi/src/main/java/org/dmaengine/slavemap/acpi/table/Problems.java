package org.dmaengine.slavemap.acpi.table;

import java.util.ArrayList;
import java.util.List;

/// Problems in their order, as many as anybody reads; those beyond are counted.
public final class Problems {
    private static final int MOST = 1000;

    private final List<Problem> first = new ArrayList<>();
    private long more;

    /// Puts one at the end.
    public void add(Problem problem) {
        if (first.size() < MOST) {
            first.add(problem);
        } else {
            more++;
        }
    }

    /// Puts others at the end.
    public void addAll(Problems others) {
        others.first.forEach(this::add);
        more += others.more;
    }

    /// Those that were added, and in the end how many there are besides.
    public List<Problem> all() {
        List<Problem> all = new ArrayList<>(first);
        if (more > 0) {
            all.add(new Problem("the tables", "have " + more + (more == 1 ? " more problem" : " more problems") + " (a limit of this reader)"));
        }
        return List.copyOf(all);
    }
}
