package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.SlaveConfig;
import org.dmaengine.core.stubs.WatermarkConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleReference;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.BundleWiring;

/// A configuration whose class a former revision of its bundle has defined: the refusal says so (D3).
class FormerRevisionTest {
    private static final RuntimeException REFUSAL = new IllegalArgumentException("no");

    private BundleRevision former;
    private BundleRevision present;
    private final Bundle bundle = stub(Bundle.class, Map.of("getSymbolicName", "third.party", "getBundleId", 7L));
    private final Revision formerLoader = new Revision();
    private final Revision presentLoader = new Revision();

    @Test
    @DisplayName("both revisions are named, and the bundle to refresh")
    void shouldNameBothRevisions() throws Exception {
        revisions();
        assertEquals("no; " + WatermarkConfig.class.getName() + " is of revision 1.0.0 of bundle third.party (id 7), whose present one is 1.1.0:"
                + " refresh that bundle, so that its clients get the present class, or move the class to an API bundle that is not updated with the"
                + " controller", Replacement.reasonOf(REFUSAL, config(formerLoader)));
    }

    @Test
    void shouldSayNothingOfThePresentRevision() throws Exception {
        revisions();
        assertEquals("no", Replacement.reasonOf(REFUSAL, config(presentLoader)));
        assertEquals("no", Replacement.reasonOf(REFUSAL, new WatermarkConfig(SlaveConfig.builder().build(), 1)), "of no bundle at all");
        assertEquals("no", Replacement.reasonOf(REFUSAL, null));
    }

    private void revisions() {
        former = revision("1.0.0", formerLoader);
        present = revision("1.1.0", presentLoader);
    }

    private BundleRevision revision(String version, ClassLoader loader) {
        BundleRevision[] revision = new BundleRevision[1];
        BundleWiring wiring = (BundleWiring) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {BundleWiring.class},
                (_, method, _) -> method.getName().equals("getClassLoader") ? loader : revision[0]);
        revision[0] = stub(BundleRevision.class, Map.of("getVersion", new Version(version), "getWiring", wiring));
        return revision[0];
    }

    private static ExtendedSlaveConfig config(ClassLoader loader) throws ReflectiveOperationException {
        return (ExtendedSlaveConfig) loader.loadClass(WatermarkConfig.class.getName()).getConstructor(SlaveConfig.class, int.class)
                .newInstance(SlaveConfig.builder().build(), 1);
    }

    private <T> T stub(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
            if (!method.getName().equals("adapt")) {
                return answers.get(method.getName());
            }
            return arguments[0] == BundleWiring.class ? present.getWiring()
                    : stub(BundleRevisions.class, Map.of("getRevisions", List.of(present, former)));
        }));
    }

    /// Defines the record anew, as each revision of the bundle that holds it does.
    private final class Revision extends ClassLoader implements BundleReference {
        private Revision() {
            super(FormerRevisionTest.class.getClassLoader());
        }

        @Override
        public Bundle getBundle() {
            return bundle;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> defined = findLoadedClass(name);
            if (defined != null || !name.equals(WatermarkConfig.class.getName())) {
                return defined != null ? defined : super.loadClass(name, resolve);
            }
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
