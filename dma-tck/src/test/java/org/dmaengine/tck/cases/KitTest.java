package org.dmaengine.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferFault;
import org.junit.jupiter.api.Test;

class KitTest {
    private static final Path ROOT = Path.of("..");

    private static Stream<Case> cases() {
        return Kit.themes().stream().flatMap(theme -> theme.cases().stream());
    }

    @Test
    void shouldNameClausesThatExist() throws IOException {
        String contract = Files.readString(ROOT.resolve("docs/contract.md")) + Files.readString(ROOT.resolve("docs/differences.md"));
        Set<String> known = new HashSet<>(Pattern.compile("\\b[A-Z]+-\\d+\\b").matcher(contract).results().map(found -> found.group())
                .toList());
        for (Class<?> type : List.of(ChannelDriver.class, ChannelHost.class, Transfer.class, TransferFault.class,
                ChannelCapabilities.class)) {
            Arrays.stream(type.getMethods()).map(method -> type.getSimpleName() + "." + method.getName()).forEach(known::add);
        }
        List<String> unknown = new ArrayList<>();
        cases().flatMap(each -> each.clauses().stream()).filter(clause -> !known.contains(clause)).forEach(unknown::add);
        assertEquals(List.of(), unknown);
    }

    @Test
    void shouldGiveEachCaseAClauseAndANameOfItsOwn() {
        for (Theme theme : Kit.themes()) {
            assertEquals(theme.cases().size(), new HashSet<>(theme.cases().stream().map(Case::name).toList()).size(), theme.name());
        }
        cases().forEach(each -> assertFalse(each.clauses().isEmpty(), each.name()));
    }
}
