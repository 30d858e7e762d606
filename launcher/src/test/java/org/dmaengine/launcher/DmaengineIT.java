package org.dmaengine.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On Felix, which is what runs if nobody asks; and what does not get as far as a framework.
class DmaengineIT extends DmaengineContract {
    private static final String SYSTEM_BUNDLE = "org.apache.felix.framework";

    @TempDir
    private Path here;

    DmaengineIT() {
        super("felix", SYSTEM_BUNDLE);
    }

    @Test
    void shouldRunFelixIfNobodyAsks() throws Exception {
        Run run = Run.start(here, Run.program(), "headers 0 | grep Bundle-SymbolicName");

        assertEquals("Bundle-SymbolicName = " + SYSTEM_BUNDLE, run.output().strip());
    }

    @Test
    void shouldNameTheFrameworksThatThereAre() throws Exception {
        assertRefused("Invalid value for option '--framework': expected one of [FELIX, EQUINOX] (case-insensitive) but was 'nonsense';"
                + " './dmaengine --help' tells more", "--framework", "nonsense");
    }

    @Test
    void shouldRefuseWhatIsNoBundle() throws Exception {
        Jars.bundle(here.resolve("plain.jar"), null, Map.of());
        Files.writeString(here.resolve("text"), "no jar");

        assertRefused("no bundle file missing.jar", "--bundle", "missing.jar");
        assertRefused("cannot read bundle file text: zip END header not found", "--bundle", "text");
        assertRefused("plain.jar is no bundle: its manifest has no Bundle-SymbolicName; let bnd-maven-plugin build the jar,"
                + " as controller-memcpy does", "--bundle", "plain.jar");
    }

    @Test
    void shouldShipWhatTheRunDescriptorLists() throws Exception {
        assertEquals(RunDescriptor.bundles(Path.of("dmaengine.bndrun")), RunDescriptor.inFolder(Path.of("target/dmaengine/bundles")));
    }

    private void assertRefused(String reason, String option, String value) throws IOException, InterruptedException {
        Run run = Run.start(here, Run.program(), option, value, "echo", "on");
        assertEquals("dmaengine: " + reason + "\n", run.errors());
        assertEquals("", run.output());
        assertEquals(2, run.exitCode());
    }
}
