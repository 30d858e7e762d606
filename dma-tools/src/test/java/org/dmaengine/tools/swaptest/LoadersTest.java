package org.dmaengine.tools.swaptest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.ref.Reference;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

class LoadersTest {
    private final Loaders loaders = new Loaders();
    private ClassLoader current;
    private final Bundle bundle = like(Bundle.class, "adapt", () -> like(BundleWiring.class, "getClassLoader", () -> current));

    private static final class Loader extends ClassLoader {
    }

    @Test
    void shouldAllowForOneFormerLoaderOfABundle() {
        Loader first = update();
        Loader second = update();
        assertEquals(2, loaders.count());
        assertEquals(0, loaders.left());
        Loader third = update();
        assertEquals(1, loaders.left());
        Reference.reachabilityFence(first);
        Reference.reachabilityFence(second);
        Reference.reachabilityFence(third);
    }

    @Test
    void shouldCountALoaderOnce() {
        update();
        loaders.note(bundle);
        assertEquals(1, loaders.count());
        assertEquals(0, loaders.left());
    }

    private Loader update() {
        Loader loader = new Loader();
        current = loader;
        loaders.note(bundle);
        return loader;
    }

    private interface Answer {
        Object give();
    }

    private static <T> T like(Class<T> type, String name, Answer answer) {
        return type.cast(Proxy.newProxyInstance(LoadersTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) ->
                method.getName().equals(name) ? answer.give() : method.getName().equals("hashCode") ? (Object) System.identityHashCode(proxy)
                        : proxy == arguments[0]));
    }
}
