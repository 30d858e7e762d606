package org.dmaengine.tools.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.dmaengine.tools.CommandFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamParametersTest {
    @Test
    void shouldTakeTheDefaultsWhereNothingIsSaid() throws CommandFailure {
        assertEquals(new StreamParameters("file:a", "null:", Mode.CYCLIC, 4096, 8, StreamParameters.ALL, true, 0), parse("file:a null:"));
    }

    @Test
    void shouldTakeEachParameterAndTheLastOfAKey() throws CommandFailure {
        assertEquals(new StreamParameters("tcp:h:1", "unix:/s", Mode.SG, 1000, 3, 77, false, 200),
                parse("tcp:h:1 unix:/s mode=single period=1000 periods=3 bytes=77 sha=off mode=sg swaps=200"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '`', textBlock = """
            file:a § usage: dma:stream SOURCE SINK [mode=cyclic|sg|single] [period=4096] [periods=8] [bytes=N] [sha=on|off] [swaps=0] (1 word given)
            a file:b § source 'a' names no scheme; a file is file:a, others are tcp:HOST:PORT, listen:PORT, unix:PATH, pipe:PATH, tty:PATH, null:, pattern:SEED
            file:a /tmp/b § sink '/tmp/b' names no scheme; a file is file:/tmp/b, others are tcp:HOST:PORT, listen:PORT, unix:PATH, pipe:PATH, tty:PATH, null:, pattern:SEED
            file:a null: priod=5 § dma:stream has no parameter 'priod'; did you mean period?
            file:a null: size=5 § dma:stream has no parameter 'size'; there are mode, period, periods, bytes, sha, swaps
            file:a null: file:c § dma:stream has no parameter 'file:c'; there are mode, period, periods, bytes, sha, swaps. Parameters are key=value, behind the two endpoints
            file:a null: mode=cycle § mode=cycle is refused; did you mean cyclic?
            file:a null: mode= § mode= is refused; did you mean sg?
            file:a null: period=0 § period=0 is refused; it takes a whole number from 1 to 1073741824
            file:a null: period=4k § period=4k is refused; it takes a whole number from 1 to 1073741824
            file:a null: periods=65537 § periods=65537 is refused; it takes a whole number from 1 to 65536
            file:a null: bytes=0 § bytes=0 is refused; it takes a whole number from 1 on
            file:a null: bytes=all § bytes=all is refused; it takes a whole number from 1 on
            file:a null: swaps=-1 § swaps=-1 is refused; it takes a whole number from 0 to 1000000
            file:a null: sha=yes § sha=yes is refused; it takes on or off
            file:a null: period=268435456 § period=268435456 times periods=8 is 2147483648 bytes of memory; at most 1073741824 are taken, so choose one of them smaller
            """)
    void shouldSayWhatIsWrongAndWhatWouldBeRight(String words, String message) {
        assertEquals(message, assertThrows(CommandFailure.class, () -> parse(words)).getMessage());
    }

    @Test
    void shouldTakeNoWordAtAllForAMistakeToo() {
        assertEquals("(0 words given)", assertThrows(CommandFailure.class, () -> StreamParameters.parse(List.of())).getMessage()
                .replaceAll(".*(\\(.* given\\))", "$1"));
    }

    private static StreamParameters parse(String words) throws CommandFailure {
        return StreamParameters.parse(List.of(words.split(" ")));
    }
}
