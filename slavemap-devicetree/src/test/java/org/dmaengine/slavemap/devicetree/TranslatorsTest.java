package org.dmaengine.slavemap.devicetree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmaengine.contract.Clause;
import org.dmaengine.slavemap.devicetree.dmas.DmaTable;
import org.dmaengine.slavemap.devicetree.stubs.Orchard;
import org.dmaengine.slavemap.devicetree.stubs.StubReference;
import org.dmaengine.slavemap.devicetree.stubs.TreeWriter;
import org.dmaengine.slavemap.devicetree.tree.FlattenedTree;
import org.dmaengine.slavemap.files.stubs.RecordingLogger;
import org.dmaengine.spi.SpecifierTranslator;
import org.dmaengine.spi.SpecifierTranslator.Meaning;
import org.junit.jupiter.api.Test;

/// Translators whose ranking changes while they are present.
class TranslatorsTest {
    private final Translators translators = new Translators(new RecordingLogger().logger());
    private final DmaTable orchard = DmaTable.of(FlattenedTree.read(TreeWriter.compiled("orchard")));

    TranslatorsTest() throws Exception { }

    @Test
    @Clause("DT-10")
    void shouldAskTheOneThatIsTheBestNow() {
        add(2, 102);
        StubReference<SpecifierTranslator> overtaking = add(1, 101);
        assertEquals(102, line());
        overtaking.rank(3);
        AtomicInteger told = new AtomicInteger();
        translators.onChange(told::incrementAndGet);
        translators.updatedTranslator(overtaking);
        assertEquals(101, line());
        assertEquals(1, told.get());
    }

    @Test
    @Clause("DT-10")
    void shouldForgetOneWhoseRankingHasChanged() {
        StubReference<SpecifierTranslator> rising = add(1, 101);
        StubReference<SpecifierTranslator> other = add(2, 102);
        rising.rank(3);
        translators.removeTranslator(rising);
        assertEquals(102, line());
        translators.removeTranslator(other);
        assertEquals(26, line(), "one that is gone is asked");
    }

    @Test
    void shouldTellTheOthersWhenAListenerThrows() {
        AtomicInteger told = new AtomicInteger();
        translators.onChange(() -> {
            throw new IllegalStateException("on purpose");
        });
        translators.onChange(told::incrementAndGet);
        add(1, 101);
        assertEquals(1, told.get());
    }

    private StubReference<SpecifierTranslator> add(int ranking, int line) {
        StubReference<SpecifierTranslator> reference = new StubReference<>(ranking, Map.of(SpecifierTranslator.PATH, Orchard.APPLE));
        translators.addTranslator(reference, _ -> Optional.of(Meaning.line(line)));
        return reference;
    }

    private int line() {
        return translators.meaning(orchard.entries().getFirst()).orElseThrow().requestLine();
    }
}
