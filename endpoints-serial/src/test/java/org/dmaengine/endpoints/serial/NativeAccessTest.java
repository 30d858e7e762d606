package org.dmaengine.endpoints.serial;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NativeAccessTest {
    @Test
    void shouldSayOnWhichSystemsItWorks() {
        assertDoesNotThrow(() -> LinuxCalls.requireSystem("Linux", "amd64"));
        assertDoesNotThrow(() -> LinuxCalls.requireSystem("Linux", "aarch64"));
        assertEquals("serial lines work on Linux on x86-64 or aarch64; this is Mac OS X on aarch64. Connect through tcp: to a program that has the line, such as ser2net",
                assertThrows(IOException.class, () -> LinuxCalls.requireSystem("Mac OS X", "aarch64")).getMessage());
        assertThrows(IOException.class, () -> LinuxCalls.requireSystem("Linux", "riscv64"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldSayHowToAllowNativeAccess() throws Exception {
        Process denied = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--illegal-native-access=deny",
                "-cp", System.getProperty("java.class.path"), Denied.class.getName()).redirectErrorStream(true).start();
        assertEquals("serial lines need native access, which this JVM denies; start it with --enable-native-access=ALL-UNNAMED",
                new String(denied.getInputStream().readAllBytes()).strip());
        denied.waitFor(1, TimeUnit.MINUTES);
    }

    /// A JVM that has not been told to allow it.
    static final class Denied {
        private Denied() {
        }

        public static void main(String[] arguments) {
            try {
                LinuxTerminal.open("/dev/tty");
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
