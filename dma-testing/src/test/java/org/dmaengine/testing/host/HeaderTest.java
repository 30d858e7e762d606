package org.dmaengine.testing.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeaderTest {
    @Test
    void shouldSplitAtCommasOutsideQuotes() {
        assertEquals(List.of("a;uses:=\"b,c\"", "d;version='[1,2)'", "e"),
                Header.clauses("a;uses:=\"b,c\" , d;version='[1,2)',\n e,"));
    }

    @Test
    void shouldHaveNoClausesWithoutHeader() {
        assertEquals(List.of(), Header.clauses(null));
        assertEquals(List.of(), Header.clauses(" "));
    }

    @Test
    void shouldTellNameAndAttributes() {
        String clause = "org.example.a;status=STABLE;version=\"1.2;3\";uses:=\"x\"";
        assertEquals("org.example.a", Header.name(clause));
        assertEquals(Optional.of("1.2;3"), Header.attribute(clause, "version"));
        assertEquals(Optional.empty(), Header.attribute(clause, "uses"));
    }

    @Test
    void shouldKeepAQuoteThatIsNotClosed() {
        assertEquals("\"a'", Header.unquoted("\"a'"));
        assertEquals("\"", Header.unquoted("\""));
        assertEquals("a", Header.unquoted("'a'"));
    }
}
