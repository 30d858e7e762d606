package org.dmaengine.testing.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmaengine.testing.InOsgi;
import org.dmaengine.testing.Service;
import org.dmaengine.testing.WithProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;

@InOsgi(bndrun = "src/test/resources/fixture.bndrun", except = "org.apache.felix.scr", unstarted = "org.osgi.util.promise")
@WithProperty(name = "fixture.list", value = "c")
@TestMethodOrder(MethodOrderer.MethodName.class)
class ServicesIT {
    @Service
    static ConfigurationAdmin shared;

    @Service(filter = "(" + Constants.SERVICE_PID + "=org.apache.felix.cm.ConfigurationAdmin)")
    ConfigurationAdmin own;

    private final BundleContext context;

    ServicesIT(BundleContext context) {
        this.context = context;
    }

    @BeforeAll
    static void staticFieldsAreSetFirst() {
        assertNotNull(shared);
    }

    @BeforeEach
    void instanceFieldsAreSetFirst() {
        assertNotNull(own);
    }

    @AfterAll
    static void staticFieldsAreKept() throws Exception {
        assertNotNull(shared.listConfigurations("(none=none)") == null ? shared : null);
    }

    @Test
    void shouldRunAsABundleOfItsOwn() {
        assertEquals(InOsgi.TEST_BUNDLE, context.getBundle().getSymbolicName());
        assertSame(context.getBundle(), FrameworkUtil.getBundle(ServicesIT.class));
    }

    @Test
    void shouldSeeTheClassesOfTheBundlesAndNotThoseOfTheClassPath() {
        assertEquals("org.apache.felix.configadmin", FrameworkUtil.getBundle(ConfigurationAdmin.class).getSymbolicName());
        assertThrows(ClassNotFoundException.class, () -> Class.forName("org.assertj.core.api.Assertions"));
    }

    @Test
    void shouldResolveWhatIsNotToBeStartedAndLeaveOutWhatIsExcepted() {
        Map<String, Integer> states = Stream.of(context.getBundles())
                .collect(Collectors.toMap(Bundle::getSymbolicName, Bundle::getState));
        assertEquals(Bundle.RESOLVED, states.get("org.osgi.util.promise"));
        assertEquals(Bundle.ACTIVE, states.get("org.osgi.util.function"));
        assertNull(states.get("org.apache.felix.scr"));
    }

    @Test
    void shouldTakeParametersFromTheContainer(@Service ConfigurationAdmin parameter, BundleContext same) {
        assertNotNull(parameter);
        assertSame(context, same);
    }

    @Test
    void shouldSetThePropertiesOfTheRunDescriptorUnlessOverridden() {
        assertEquals("hello", context.getProperty("fixture.greeting"));
        assertEquals("c", context.getProperty("fixture.list"));
    }

    @Nested
    class Late {
        @BeforeAll
        static void registerWhileTheTestWaits(BundleContext context) {
            Thread.ofVirtual().start(() -> context.registerService(StringBuilder.class, new StringBuilder("late"), null));
        }

        @Test
        void shouldBeWaitedFor(@Service StringBuilder late) {
            assertEquals("late", late.toString());
        }
    }

    /// Two tests, in this order: what the first uses is given back before the second.
    @Nested
    @TestMethodOrder(MethodOrderer.MethodName.class)
    class Given {
        static ServiceRegistration<Supplier<?>> registration;

        @BeforeAll
        static void register(BundleContext context) {
            @SuppressWarnings("unchecked")
            Class<Supplier<?>> type = (Class<Supplier<?>>) (Class<?>) Supplier.class;
            registration = context.registerService(type, () -> "x", FrameworkUtil.asDictionary(Map.of("colour", "red")));
        }

        @Test
        void firstUsesIt(@Service(filter = "(colour=red)") Supplier<?> supplier) {
            assertEquals("x", supplier.get());
            assertEquals(1, registration.getReference().getUsingBundles().length);
        }

        @Test
        void secondFindsItUnused() {
            assertNull(registration.getReference().getUsingBundles());
        }
    }
}
