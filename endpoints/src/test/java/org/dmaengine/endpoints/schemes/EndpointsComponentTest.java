package org.dmaengine.endpoints.schemes;

import static org.dmaengine.Direction.DEV_TO_MEM;
import static org.dmaengine.Direction.MEM_TO_DEV;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Map;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.EndpointScheme;
import org.dmaengine.endpoints.UnknownSchemeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointsComponentTest {
    private static final Map<String, Object> PATTERN = Map.of(EndpointScheme.SCHEME, "pattern");
    private static final Map<String, Object> TWO = Map.of(EndpointScheme.SCHEME, new String[] {"null", "void"});

    private final EndpointsComponent endpoints = new EndpointsComponent();
    private final EndpointScheme pattern = new PatternScheme();
    private final EndpointScheme nothing = new NullScheme();

    @BeforeEach
    void addSchemes() {
        endpoints.addScheme(pattern, PATTERN);
        endpoints.addScheme(nothing, TWO);
    }

    @Test
    void shouldAskTheSchemeOfThatName() throws IOException {
        assertEquals("pattern:7", endpoints.open("pattern:7", DEV_TO_MEM).endpoint());
        assertEquals("null:", endpoints.open("void:", MEM_TO_DEV).endpoint());
    }

    @Test
    void shouldNameTheSchemesThereAre() {
        String message = assertThrows(UnknownSchemeException.class, () -> endpoints.open("nul:", DEV_TO_MEM)).getMessage();
        assertEquals("\"nul:\" is no endpoint that anybody here knows; it begins with one of null: pattern: void:", message);
        assertThrows(IllegalArgumentException.class, () -> endpoints.open("/tmp/file", DEV_TO_MEM));
        assertThrows(IllegalArgumentException.class, () -> endpoints.open("null:", Direction.MEM_TO_MEM));
    }

    @Test
    void shouldCloseThePortsOfASchemeThatLeaves() throws IOException {
        EndpointPort its = endpoints.open("pattern:7", DEV_TO_MEM);
        EndpointPort another = endpoints.open("null:", DEV_TO_MEM);
        endpoints.removeScheme(pattern, PATTERN);
        assertThrows(IOException.class, () -> its.level(1));
        assertDoesNotThrow(() -> another.level(1));
        assertThrows(IllegalArgumentException.class, () -> endpoints.open("pattern:7", DEV_TO_MEM));
    }

    @Test
    void shouldKeepASchemeThatReplacedAnother() throws IOException {
        EndpointScheme newer = new PatternScheme();
        endpoints.addScheme(newer, PATTERN);
        endpoints.removeScheme(pattern, PATTERN);
        assertDoesNotThrow(() -> endpoints.open("pattern:7", DEV_TO_MEM));
    }

    @Test
    void shouldCloseEverythingWithItsUser() throws IOException {
        EndpointPort port = endpoints.open("null:", DEV_TO_MEM);
        endpoints.closeAll();
        assertThrows(IOException.class, () -> port.level(1));
        String message = assertThrows(IOException.class, () -> endpoints.open("null:", DEV_TO_MEM)).getMessage();
        assertEquals("null:: closed again, since its scheme or its user has left meanwhile", message);
    }
}
