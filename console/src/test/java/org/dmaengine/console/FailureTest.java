package org.dmaengine.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutionException;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void shouldShowTheMessageAlone() {
        assertEquals("no channel uart9:rx", Failure.line(new IllegalStateException("no channel uart9:rx")));
    }

    @Test
    void shouldShowSeveralLinesAsOne() {
        assertEquals("first; second", Failure.line(new RuntimeException("first\n   second\n")));
    }

    @Test
    void shouldNameTheKindWhereThereIsNoMessage() {
        assertEquals("ArithmeticException", Failure.line(new ArithmeticException()));
    }

    @Test
    void shouldLookThroughWhatGogoWrapsAround() {
        Exception wrapped = new ExecutionException(new InvocationTargetException(new NoSuchMethodError("run")));

        assertEquals("java.lang.NoSuchMethodError: run", Failure.line(wrapped));
    }

    @Test
    void shouldSayInPlainWordsThatACommandIsUnknown() {
        assertEquals("no command named 'dma:lsit'; 'help' lists them", Failure.line(new CommandNotFoundException("dma:lsit")));
    }

    @Test
    void shouldSayInPlainWordsThatACommandWasInterrupted() {
        assertEquals("interrupted", Failure.line(new InterruptedException("sleep interrupted")));
    }
}
