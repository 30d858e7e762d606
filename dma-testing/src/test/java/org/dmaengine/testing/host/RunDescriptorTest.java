package org.dmaengine.testing.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunDescriptorTest {
    @TempDir
    Path folder;

    @Test
    void shouldReadBundlesInOrderAndProperties() throws IOException {
        RunDescriptor run = read("""
                -runfw: some.framework
                # the resolver's
                -runproperties: x=1,\\
                \ty="2,3"
                -runbundles: \\
                \tb;version='[1.0.0,1.0.1)',\\
                \ta;version=snapshot
                """);
        assertEquals(List.of("b", "a"), run.bundles());
        assertEquals(Map.of("x", "1", "y", "2,3"), run.properties());
    }

    @ParameterizedTest
    @CsvSource({
        "-runfw: x,                              has no -runbundles",
        "'-runbundles: a,${more}',               uses macros or -include",
        "'-include: b.bnd\n-runbundles: a',      uses macros or -include",
        "'-runproperties: x\n-runbundles: a',    has \"x\" without a value"})
    void shouldRefuseWhatItDoesNotUnderstand(String text, String reason) {
        String message = assertThrows(IllegalArgumentException.class, () -> read(text)).getMessage();
        assertTrue(message.contains("app.bndrun") && message.contains(reason), message);
    }

    private RunDescriptor read(String text) throws IOException {
        return RunDescriptor.read(Files.writeString(folder.resolve("app.bndrun"), text));
    }
}
