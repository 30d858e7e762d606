package org.dmaengine.endpoints.configured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.dmaengine.Direction;
import org.dmaengine.fifo.FifoPort;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointSettingsTest {
    private final Map<String, Object> properties = new HashMap<>();

    @BeforeEach
    void fillIn() {
        properties.put("service.pid", "org.dmaengine.endpoint~uart0");
        properties.put("endpoint", "tcp:localhost:9000");
        properties.put("direction", "DEV_TO_MEM");
        properties.put("dma.request.line", 5L); // as JSON gives it
    }

    @Test
    void shouldGiveTheServiceTheTypesItsReadersExpect() {
        properties.put("dma.bus.address", "16384");
        properties.put("reopen", "true");
        properties.put("place", "bench");
        EndpointSettings settings = EndpointSettings.of(properties);
        assertEquals("tcp:localhost:9000", settings.endpoint());
        assertEquals(Direction.DEV_TO_MEM, settings.direction());
        assertTrue(settings.reopen());
        assertEquals(5, settings.service().get(FifoPort.REQUEST_LINE));
        assertEquals(16384L, settings.service().get(FifoPort.BUS_ADDRESS));
        assertEquals("bench", settings.service().get("place"));
    }

    @Test
    void shouldTakeBlanksForNotSet() {
        properties.put("dma.bus.address", "");
        properties.put("dma.controller", "");
        properties.put("reopen", "");
        EndpointSettings settings = EndpointSettings.of(properties);
        assertFalse(settings.reopen());
        assertFalse(settings.service().containsKey(FifoPort.BUS_ADDRESS));
        assertFalse(settings.service().containsKey(FifoPort.CONTROLLER));
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint, /tmp/file, 'a scheme and what it understands, such as tcp:localhost:9000'",
        "direction, MEM_TO_MEM, 'DEV_TO_MEM for a source, MEM_TO_DEV for a sink'",
        "reopen, yes, true or false",
        "dma.request.line, -1, a whole number from 0 to 2147483647",
        "dma.request.line, , a whole number from 0 to 2147483647",
        "dma.bus.address, -1, a whole number from 0 to 9223372036854775807"})
    void shouldNameWhatItRefuses(String key, String value, String allowed) {
        properties.put(key, value);
        String message = assertThrows(IllegalArgumentException.class, () -> EndpointSettings.of(properties)).getMessage();
        assertTrue(message.startsWith("configuration org.dmaengine.endpoint~uart0: " + key), message);
        assertTrue(message.endsWith("; allowed is " + allowed), message);
    }
}
