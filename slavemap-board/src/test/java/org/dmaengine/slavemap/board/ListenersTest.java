package org.dmaengine.slavemap.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.dmaengine.spi.SlaveMapSource.Subscription;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private final Listeners listeners = new Listeners();
    private final List<String> calls = new ArrayList<>();
    private final List<RuntimeException> failures = new ArrayList<>();

    @Test
    void shouldRunEveryListenerUntilItIsClosed() {
        Subscription first = listeners.add(() -> calls.add("first"));
        listeners.add(() -> calls.add("second"));
        listeners.changed(failures::add);
        first.close();
        first.close();
        listeners.changed(failures::add);
        assertEquals(List.of("first", "second", "second"), calls);
    }

    @Test
    void shouldTellTwoSubscriptionsOfOneListenerApart() {
        Runnable action = () -> calls.add("same");
        Subscription one = listeners.add(action);
        listeners.add(action);
        one.close();
        listeners.changed(failures::add);
        assertEquals(List.of("same"), calls);
    }

    @Test
    void shouldNotRunAListenerThatAnEarlierOneHasClosed() {
        List<Subscription> later = new ArrayList<>();
        listeners.add(() -> later.forEach(Subscription::close));
        later.add(listeners.add(() -> calls.add("later")));
        listeners.changed(failures::add);
        assertEquals(List.of(), calls);
    }

    @Test
    void shouldRunTheOthersWhenOneThrows() {
        RuntimeException failure = new IllegalStateException("on purpose");
        listeners.add(() -> {
            throw failure;
        });
        listeners.add(() -> calls.add("second"));
        listeners.changed(failures::add);
        assertEquals(List.of("second"), calls);
        assertEquals(List.of(failure), failures);
    }
}
