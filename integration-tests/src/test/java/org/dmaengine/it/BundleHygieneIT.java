package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmaengine.testing.InOsgi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/// The bundles as they ship, seen by the framework: what they are wired to is what the layout allows.
@TheProduct
class BundleHygieneIT {
    private static final String OURS = "org.dmaengine.";
    private static final Set<String> CLIENT = Set.of("org.dmaengine", "org.dmaengine.mapping");
    private static final Set<String> PROVIDER = Set.of("org.dmaengine", "org.dmaengine.mapping", "org.dmaengine.spi");
    private static final String FIFO = "org.dmaengine.fifo";
    private static final String WATCH = "org.dmaengine.watch";
    private static final String FAULTS = "org.dmaengine.faults";
    private static final String ENDPOINTS = "org.dmaengine.endpoints";
    private static final String TCK = "org.dmaengine.tck";
    private static final String TREE = "org.dmaengine.slavemap.devicetree.tree";
    private static final String DMAS = "org.dmaengine.slavemap.devicetree.dmas";
    /// All of them: the tour shows every example.
    private static final String[] EXAMPLES = Stream.of("callbackpipeline", "channelgone", "completionstage", "copybyname", "cyclicring", "display",
                    "display.device", "fifoport", "firstclient", "interleavedblit", "mappedbuffers", "metadata", "packets",
                    "packets.device", "pcm", "peripheral", "polledcopies", "preparing", "progress", "repeatedframe", "requests",
                    "reusing", "scattergather", "stopping", "swaplistener", "uart", "uart.device", "whenpresent")
            .map("org.dmaengine.examples."::concat).toArray(String[]::new);

    /// Who may import what of ours. A new bundle finds its place here first.
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("org.dmaengine.dma-api", PROVIDER),
            Map.entry("org.dmaengine.dma-core", PROVIDER),
            Map.entry("org.dmaengine.slavemap-board", PROVIDER),
            Map.entry("org.dmaengine.slavemap-acpi", PROVIDER),
            Map.entry("org.dmaengine.slavemap-devicetree", PROVIDER),
            Map.entry("org.dmaengine.controller-memcpy", PROVIDER),
            Map.entry("org.dmaengine.controller-watch", and(PROVIDER, WATCH)),
            Map.entry("org.dmaengine.controller-faults", and(PROVIDER, FAULTS)),
            Map.entry("org.dmaengine.controller-virtual", PROVIDER),
            Map.entry("org.dmaengine.controller-fifo-api", CLIENT),
            Map.entry("org.dmaengine.controller-fifo", and(PROVIDER, FIFO)),
            Map.entry("org.dmaengine.dma-tck", PROVIDER),
            Map.entry("org.dmaengine.controller-fifo-tck", and(PROVIDER, FIFO, TCK)),
            Map.entry("org.dmaengine.endpoints", and(PROVIDER, FIFO, ENDPOINTS)),
            Map.entry("org.dmaengine.endpoints-serial", and(CLIENT, FIFO, ENDPOINTS)),
            Map.entry("org.dmaengine.client-examples", and(CLIENT, FIFO)),
            Map.entry("org.dmaengine.dma-tools", and(and(PROVIDER, FIFO, ENDPOINTS, WATCH, FAULTS, TREE, DMAS), EXAMPLES)),
            Map.entry("org.dmaengine.console", Set.of()));

    /// Whose packages others may see.
    private static final Set<String> EXPORTERS = Set.of("org.dmaengine.dma-api", "org.dmaengine.controller-fifo-api", "org.dmaengine.controller-watch",
            "org.dmaengine.controller-faults", "org.dmaengine.endpoints", "org.dmaengine.client-examples", "org.dmaengine.dma-tck",
            "org.dmaengine.controller-fifo-tck", "org.dmaengine.slavemap-devicetree");

    private List<Bundle> ours;

    @BeforeEach
    void findOurBundles(BundleContext context) {
        ours = Stream.of(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith(OURS))
                .filter(bundle -> !bundle.getSymbolicName().equals(InOsgi.TEST_BUNDLE))
                .toList();
    }

    @Test
    void shouldConsistOfTheBundlesThatHaveAPlaceInTheLayout() {
        assertEquals(ARROWS.keySet(), Set.copyOf(ours.stream().map(Bundle::getSymbolicName).toList()));
    }

    @TestFactory
    Stream<DynamicTest> shouldBeStarted() {
        return forEach(bundle -> assertEquals(Bundle.ACTIVE, bundle.getState()));
    }

    @TestFactory
    Stream<DynamicTest> shouldImportOfOursWhatTheLayoutAllows() {
        return forEach(bundle -> {
            Set<String> allowed = ARROWS.get(bundle.getSymbolicName());
            for (BundleWire wire : packageWires(bundle)) {
                if (wire.getProvider().getSymbolicName().startsWith(OURS)) {
                    String imported = packageOf(wire.getCapability());
                    assertTrue(allowed.contains(imported) || wire.getProvider().getBundle() == bundle,
                            () -> "imports " + imported + " of " + wire.getProvider() + "; allowed are " + allowed);
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldKeepItsPackagesToItselfUnlessItIsAnApi() {
        return forEach(bundle -> assertEquals(EXPORTERS.contains(bundle.getSymbolicName()), !exports(bundle).isEmpty(),
                () -> "exports " + exports(bundle)));
    }

    @TestFactory
    Stream<DynamicTest> shouldGiveExportedPackagesAVersion() {
        return forEach(bundle -> assertAll(exports(bundle).stream().map(export -> () ->
                assertNotEquals(Version.emptyVersion, export.getAttributes().get(Constants.VERSION_ATTRIBUTE), packageOf(export)))));
    }

    @TestFactory
    Stream<DynamicTest> shouldLeaveNothingToChanceAtRunTime() {
        return forEach(bundle -> {
            List<BundleRequirement> wired = bundle.adapt(BundleWiring.class).getRequiredWires(null).stream()
                    .map(BundleWire::getRequirement).toList();
            for (BundleRequirement requirement : bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
                if (!isResolvedByTheFramework(requirement)) {
                    continue;
                }
                String resolution = requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE);
                assertFalse(Constants.RESOLUTION_OPTIONAL.equals(resolution) && !wired.contains(requirement),
                        () -> "does without its optional " + requirement);
                assertNotEquals(PackageNamespace.RESOLUTION_DYNAMIC, resolution, () -> "imports dynamically " + requirement);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldNameItsLicenceAndMaker() {
        return forEach(bundle -> {
            assertEquals("Apache-2.0", bundle.getHeaders("").get(Constants.BUNDLE_LICENSE));
            assertEquals("The DMA engine authors", bundle.getHeaders("").get(Constants.BUNDLE_VENDOR));
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldTellNothingOfTheBuildMachine() {
        return forEach(bundle -> {
            for (String header : List.of("Built-By", "Build-Jdk", "Build-Jdk-Spec", "Created-By", "Bnd-LastModified", "Tool")) {
                assertNull(bundle.getHeaders("").get(header), header);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldHaveNoActivator() {
        return forEach(bundle -> assertNull(bundle.getHeaders("").get(Constants.BUNDLE_ACTIVATOR)));
    }

    @Test
    @DisplayName("the annotation that names clauses stays outside; a missing annotation class is ignored, a missing import is not")
    void shouldKeepTheContractOutOfTheContainer(BundleContext context) {
        for (Bundle bundle : context.getBundles()) {
            BundleWiring wiring = bundle.adapt(BundleWiring.class);
            if (wiring != null) {
                assertFalse(exports(bundle).stream().anyMatch(export -> packageOf(export).equals("org.dmaengine.contract")), bundle::toString);
                assertFalse(wiring.getRequirements(PackageNamespace.PACKAGE_NAMESPACE).toString().contains("org.dmaengine.contract"), bundle::toString);
            }
        }
    }

    private static Set<String> and(Set<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    private Stream<DynamicTest> forEach(Check check) {
        return ours.stream().map(bundle -> DynamicTest.dynamicTest(bundle.getSymbolicName(),
                () -> assertAll(bundle.getSymbolicName(), () -> check.accept(bundle)))); // reports only number the tests
    }

    /// Not those on services, which tell a resolver what to put beside the bundle.
    private static boolean isResolvedByTheFramework(BundleRequirement requirement) {
        return Constants.EFFECTIVE_RESOLVE.equals(requirement.getDirectives()
                .getOrDefault(Constants.EFFECTIVE_DIRECTIVE, Constants.EFFECTIVE_RESOLVE));
    }

    private static List<BundleWire> packageWires(Bundle bundle) {
        return bundle.adapt(BundleWiring.class).getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE);
    }

    private static List<BundleCapability> exports(Bundle bundle) {
        return bundle.adapt(BundleWiring.class).getCapabilities(PackageNamespace.PACKAGE_NAMESPACE);
    }

    private static String packageOf(BundleCapability export) {
        return (String) export.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE);
    }

    private interface Check {
        void accept(Bundle bundle) throws Exception;
    }
}
