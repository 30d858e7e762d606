package org.dmaengine.tools.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveMap;
import org.junit.jupiter.api.Test;

class RollCallTest {
    private static final List<Name> NAMES = List.of(new Name("here", "rx"), new Name("waiting", "rx"), new Name("held", "rx"),
            new Name("here", "tx"));

    private final List<String> calls = new ArrayList<>();

    @Test
    void shouldCountWhatBecomesOfEachNameAndGiveEveryChannelBack() {
        assertEquals(new RollCall(List.of("waiting:rx: its controller is not there"), 2, List.of("held:rx: somebody has it")),
                RollCall.of(slaveMap(), NAMES, () -> false));
        assertEquals(List.of("here:rx", "close", "waiting:rx", "held:rx", "here:tx", "close"), calls);
    }

    @Test
    void shouldEndWhereItIsStopped() {
        assertEquals(new RollCall(List.of(), 1, List.of()), RollCall.of(slaveMap(), NAMES, () -> !calls.isEmpty()));
    }

    private SlaveMap slaveMap() {
        return (SlaveMap) Proxy.newProxyInstance(SlaveMap.class.getClassLoader(), new Class<?>[] {SlaveMap.class}, (_, _, arguments) -> {
            calls.add(arguments[0] + ":" + arguments[1]);
            return switch ((String) arguments[0]) {
                case "here" -> channel();
                case "waiting" -> throw new DmaException.NotYetAvailable("its controller is not there");
                default -> throw new DmaException.ChannelBusy("somebody has it", "somebody");
            };
        });
    }

    private DmaChannel channel() {
        return (DmaChannel) Proxy.newProxyInstance(DmaChannel.class.getClassLoader(), new Class<?>[] {DmaChannel.class}, (_, method, _) -> {
            calls.add(method.getName());
            return null;
        });
    }
}
