package org.dmaengine.tools.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dmaengine.tools.CommandFailure;
import org.junit.jupiter.api.Test;

class TalkersTest {
    @Test
    void shouldChooseTheFirstSerialPortThatHasBothNames() throws CommandFailure {
        assertEquals("/soc/serial@2", Talkers.choose(names("/soc/spi@0:rx", "/soc/spi@0:tx", "/soc/serial@1:rx", "/soc/serial@2:tx",
                "/soc/serial@2:rx"), parameters("")));
    }

    @Test
    void shouldMakeDoWithAnybodyElse() throws CommandFailure {
        assertEquals("/serial/spi@0", Talkers.choose(names("/serial/spi@0:rx", "/serial/spi@0:tx", "/soc/serial@1:rx"), parameters("")));
        assertEquals("", Talkers.choose(names("/soc/serial@1:rx"), parameters("")));
    }

    @Test
    void shouldTakeTheOneThatIsAskedForOrNameTheNearest() throws CommandFailure {
        List<Name> names = names("/soc/spi@0:rx", "/soc/spi@0:tx", "/soc/serial@2:tx", "/soc/serial@2:rx");
        assertEquals("/soc/spi@0", Talkers.choose(names, parameters("/soc/spi@0")));
        assertEquals("/soc/spi@1 has no rx and tx in force; did you mean /soc/spi@0?",
                assertThrows(CommandFailure.class, () -> Talkers.choose(names, parameters("/soc/spi@1"))).getMessage());
        assertEquals("/soc/spi@1 has no rx and tx in force; nobody has",
                assertThrows(CommandFailure.class, () -> Talkers.choose(List.of(), parameters("/soc/spi@1"))).getMessage());
    }

    private static List<Name> names(String... texts) {
        return Stream.of(texts).map(text -> text.split(":")).map(parts -> new Name(parts[0], parts[1])).toList();
    }

    private static BoardParameters parameters(String client) {
        return new BoardParameters(Path.of("x.dtb"), client, "rx", "tx", 1, false);
    }
}
