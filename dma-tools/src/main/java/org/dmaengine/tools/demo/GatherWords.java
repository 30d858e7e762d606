package org.dmaengine.tools.demo;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.dmaengine.TransferStatus;
import org.dmaengine.examples.scattergather.ScatterGather;
import org.dmaengine.mapping.ScatterList;

/// Scatter and gather in one transfer: words from all over memory become lines.
final class GatherWords implements DemoPart {
    private static final String[] WORDS = {"seven ", "pieces ", "of ", "memory ", "in ", "two ", "rows"};

    @Override
    public String title() {
        return "A scatter list: many pieces, one transfer, one cookie";
    }

    @Override
    public void show(Stage stage) throws InterruptedException {
        ScatterList words = new ScatterList(Arrays.stream(WORDS).map(Proof::ascii).toList());
        MemorySegment first = Proof.zeros(16);
        MemorySegment second = Proof.zeros((int) words.length() - 16);
        ScatterList rows = ScatterList.of(first, second);
        TransferStatus status = new ScatterGather(stage.engine()).move(words, rows);
        stage.fact("gathered, scattered", "%d pieces into %d, cookie %d, %s", words.segments().size(), rows.segments().size(), status.cookie(),
                status.status());
        stage.fact("the rows", "'%s' '%s'", Proof.ascii(first), Proof.ascii(second));
        Proof.same(String.join("", WORDS), Proof.ascii(first) + Proof.ascii(second));
    }
}
