package org.dmaengine.testing.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.function.Supplier;
import org.dmaengine.testing.InOsgi;
import org.dmaengine.testing.SmallBundle;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

@InOsgi
class SmallBundleIT {
    /// Registers the text of its resource, through a class nested in it.
    public static final class Greeter implements BundleActivator {
        @Override
        public void start(BundleContext context) throws Exception {
            String text = new String(context.getBundle().getEntry("text").openStream().readAllBytes());
            context.registerService(Supplier.class, new Greeting(text), null);
        }

        @Override
        public void stop(BundleContext context) {
        }

        private record Greeting(String text) implements Supplier<String> {
            @Override
            public String get() {
                return text;
            }
        }
    }

    @Test
    void shouldStartUpdateAndStop(BundleContext context) throws BundleException {
        Bundle bundle = greeter("hello").install(context);
        bundle.start();
        assertEquals("hello", greeting(context));
        bundle.update(greeter("good-bye").jar());
        assertEquals("good-bye", greeting(context));
        bundle.stop();
        assertNull(context.getServiceReference(Supplier.class));
    }

    @Test
    void shouldHaveACopyOfTheClassAndItsHeaders(BundleContext context) throws Exception {
        Bundle bundle = greeter("").header("Bundle-Version", "3.2.1").install(context);
        assertNotSame(Greeter.class, bundle.loadClass(Greeter.class.getName()));
        assertEquals("3.2.1", bundle.getVersion().toString());
        bundle.uninstall();
    }

    private static SmallBundle greeter(String text) {
        return SmallBundle.named("greeter").activator(Greeter.class).file("text", text);
    }

    private static String greeting(BundleContext context) {
        ServiceReference<?> reference = context.getServiceReference(Supplier.class);
        return (String) ((Supplier<?>) context.getService(reference)).get();
    }
}
