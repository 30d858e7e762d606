package org.dmaengine.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    @Test
    void shouldFindWhatReallyHappenedInAStackTrace() {
        Exception failure = new InvocationTargetException(new IllegalStateException("outer", new IllegalArgumentException("dma.channels is -1")));

        assertEquals("dma.channels is -1", Diagnosis.rootCause(text(failure)));
    }

    @Test
    void shouldKeepAnExceptionWithoutAMessage() {
        assertEquals("java.lang.ArithmeticException", Diagnosis.rootCause(text(new ArithmeticException())));
        assertEquals("java.lang.ArithmeticException", Diagnosis.rootCause(text(new InvocationTargetException(new ArithmeticException()))));
    }

    private static String text(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
