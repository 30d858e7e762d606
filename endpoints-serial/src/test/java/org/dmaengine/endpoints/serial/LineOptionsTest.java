package org.dmaengine.endpoints.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineOptionsTest {
    @Test
    void shouldReadAllThereAre() {
        assertEquals(new LineOptions(9600, LineOptions.Parity.EVEN, true, LineOptions.Flow.RTSCTS),
                LineOptions.of(List.of("baud=9600", "parity=even", "stop=2", "flow=rtscts")));
        assertEquals(LineOptions.PLAIN, LineOptions.of(List.of()));
        assertEquals(LineOptions.PLAIN, LineOptions.of(List.of("parity=none", "stop=1", "flow=none")));
    }

    @Test
    void shouldCountTheBitsOfAByte() {
        assertEquals(10, LineOptions.PLAIN.bitsPerByte());
        assertEquals(12, LineOptions.of(List.of("parity=odd", "stop=2")).bitsPerByte());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "baud=0       | option baud=0 is refused; allowed is a whole number of bits per second from 1",
        "baud=fast    | option baud=fast is refused; allowed is a whole number of bits per second from 1",
        "parity=EVEN  | option parity=EVEN is refused; allowed is none, even, odd",
        "stop=3       | option stop=3 is refused; allowed is 1 or 2",
        "flow         | option flow= is refused; allowed is none, rtscts, xonxoff",
        "speed=9600   | option 'speed=9600' is not known; a line takes baud=RATE, parity=none|even|odd, stop=1|2, flow=none|rtscts|xonxoff",
    })
    void shouldSayWhatIsAllowed(String line) {
        String[] parts = line.split(" +\\| ", 2);
        assertEquals(parts[1], assertThrows(IllegalArgumentException.class, () -> LineOptions.of(List.of(parts[0]))).getMessage());
    }
}
