package org.dmaengine.slavemap.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.dmaengine.spi.SlaveMapSource.Subscription;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private final Listeners listeners = new Listeners();
    private final List<String> calls = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

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
        Error incomplete = new NoClassDefFoundError("on purpose");
        listeners.add(() -> {
            throw failure;
        });
        listeners.add(() -> {
            throw incomplete;
        });
        listeners.add(() -> calls.add("third"));
        listeners.changed(failures::add);
        assertEquals(List.of("third"), calls);
        assertEquals(List.of(failure, incomplete), failures);
    }
}
