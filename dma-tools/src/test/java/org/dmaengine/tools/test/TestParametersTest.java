package org.dmaengine.tools.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dmaengine.contract.Clause;
import org.dmaengine.tools.CommandFailure;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestParametersTest {
    @Test
    @Clause({"TST-01", "TST-02", "TST-03", "TST-04", "TST-05", "TST-07", "TST-10", "TST-11", "TST-12", "TST-13", "TST-14", "TST-15",
            "TST-16", "TST-17"})
    @DisplayName("TST-01 to TST-17: the module's defaults, except that the iterations are finite")
    void shouldHaveTheDefaultsOfTheModule() throws CommandFailure {
        assertEquals(new TestParameters(16384, "", "", 1, 0, 1000, Operation.COPY, 3000, true, true, false, -1, 0, false, false, 0),
                parse());
    }

    @Test
    @Clause({"TST-01", "TST-02", "TST-03", "TST-04", "TST-05", "TST-06", "TST-07", "TST-10", "TST-11", "TST-12", "TST-13", "TST-14",
            "TST-15", "TST-16", "TST-17"})
    void shouldReadWhatAKernelDeveloperTypes() throws CommandFailure {
        TestParameters read = parse("timeout=-1", "iterations=0", "channel=dma0chan0", "device=mem0", "test_buf_size=0x1000",
                "threads_per_chan=2", "max_channels=3", "dmatest=1", "noverify=y", "norandom=Y", "verbose=1", "alignment=3",
                "transfer_size=512", "polled=on", "nobounce=1", "run=1", "wait=1", "xor_sources=5", "pq_sources=5", "swaps=200");
        assertEquals(new TestParameters(4096, "mem0", "dma0chan0", 2, 3, 0, Operation.SET, -1, false, false, true, 3, 512,
                true, true, 200), read);
    }

    @Test
    void shouldTakeTheLastValueOfAKey() throws CommandFailure {
        assertEquals(7, parse("iterations=5", "iterations=7").iterations());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            itterations=5       | did you mean iterations?
            thread_per_chan=2   | did you mean threads_per_chan?
            test_list=1         | dmatest has no parameter 'test_list'
            colour=red          | there are test_buf_size, device,
            iterations          | no key=value
            =5                  | no key=value
            iterations=many     | takes a whole number from 0 on
            threads_per_chan=0  | 1 to 1024
            dmatest=2           | 0 to 1
            swaps=-1            | swaps=-1 is refused; it takes a whole number 0 to 1000000
            timeout=-2          | from -1 on
            polled=perhaps      | 1 or 0
            run=0               | always runs
            wait=n              | always waits
            channel=dma0chan0dma0chan0dma | at most 19
            transfer_size=16384 | must be lower than test_buf_size=16384
            """)
    @Clause({"TST-02", "TST-03", "TST-07", "TST-15", "TST-36"})
    void shouldRefuseWithOneLineThatTeaches(String word, String expected) {
        CommandFailure refusal = assertThrows(CommandFailure.class, () -> parse(word));
        assertTrue(refusal.getMessage().contains(expected), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "n", "N", "false", "off", "no"})
    void shouldReadEverySpellingOfFalse(String word) throws CommandFailure {
        assertFalse(parse("polled=" + word).polled());
    }

    private static TestParameters parse(String... words) throws CommandFailure {
        return TestParameters.parse(List.of(words));
    }
}
