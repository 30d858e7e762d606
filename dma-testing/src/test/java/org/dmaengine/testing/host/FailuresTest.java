package org.dmaengine.testing.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class FailuresTest {
    /// What a bundle throws is of this name, but of a class of the bundle's own.
    public static class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        public Broken() {
            super("gears");
        }
    }

    /// An assertion library that is a bundle throws errors like this one.
    public static class Wrong extends AssertionError {
        private static final long serialVersionUID = 1L;

        public Wrong() {
            super("not so");
        }
    }

    @Test
    void shouldKeepFailuresOfJUnitAndTheJdk() {
        for (Throwable failure : new Throwable[] {new AssertionFailedError("x", 1, 2), new IOException("y", new Error())}) {
            assertSame(failure, Failures.portable(failure));
        }
    }

    @Test
    void shouldReplaceAForeignFailureByOneThatReadsTheSame() throws Exception {
        Throwable foreign = foreign(Broken.class);
        assertNotSame(Broken.class, foreign.getClass());
        foreign.initCause(new IOException("disk"));
        Throwable copy = Failures.portable(foreign);
        assertEquals(foreign.toString(), copy.toString());
        assertArrayEquals(foreign.getStackTrace(), copy.getStackTrace());
        assertSame(foreign.getCause(), copy.getCause());
    }

    @Test
    void shouldKeepAForeignAssertionAnAssertion() throws Exception {
        AssertionFailedError copy = assertInstanceOf(AssertionFailedError.class, Failures.portable(foreign(Wrong.class)));
        assertEquals("not so", copy.getMessage());
    }

    @Test
    void shouldLookIntoCausesAndSuppressedFailures() throws Exception {
        Exception outer = new ExecutionException("later", foreign(Broken.class));
        outer.addSuppressed(foreign(Broken.class));
        Throwable copy = Failures.portable(outer);
        assertEquals(outer.toString(), copy.toString());
        assertInstanceOf(Failures.ContainerException.class, copy.getCause());
        assertInstanceOf(Failures.ContainerException.class, copy.getSuppressed()[0]);
    }

    @Test
    void shouldKeepExpectedAndActualOfAnAssertionWithAForeignCause() throws Exception {
        Throwable failure = new AssertionFailedError("x", "wanted", "there", foreign(Broken.class));
        AssertionFailedError copy = assertInstanceOf(AssertionFailedError.class, Failures.portable(failure));
        assertNotSame(failure, copy);
        assertEquals("wanted", copy.getExpected().getStringRepresentation());
        assertEquals("there", copy.getActual().getStringRepresentation());
    }

    private static Throwable foreign(Class<? extends Throwable> type) throws Exception {
        return (Throwable) new BundleLike().define(type).getConstructor().newInstance();
    }

    private static final class BundleLike extends ClassLoader {
        private Class<?> define(Class<?> type) throws IOException {
            try (InputStream in = type.getResourceAsStream(type.getName().substring(type.getPackageName().length() + 1) + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(type.getName(), bytes, 0, bytes.length);
            }
        }
    }
}
