package org.dmaengine.slavemap.acpi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dmaengine.SwapTerms;
import org.dmaengine.slavemap.acpi.aml.Device;
import org.dmaengine.slavemap.acpi.dmas.DmaClient;
import org.dmaengine.slavemap.acpi.dmas.DmaController;
import org.dmaengine.slavemap.acpi.dmas.FixedDma;
import org.dmaengine.slavemap.acpi.table.Problem;
import org.dmaengine.slavemap.files.FileMap;
import org.dmaengine.spi.AcpiResource;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource.Answer;

/// Makes the slave map of a machine's tables, bound.
///
/// | the name means a FixedDMA whose request line is | answer |
/// | --- | --- |
/// | in the range of a controller | found: that controller, the line relative to its first (AC-04) |
/// | in that of one whose device is not there | deferred (AC-08) |
/// | in nobody's range | found: any controller of the tables without a range, the line as it is (AC-05) |
///
/// A name that means none, and a client that is not there, are none (AC-01, AC-02).
final class MapBuilder {
    private final Board board;
    private final Bindings bindings;
    private final Map<FileMap.Key, Answer> answers = new HashMap<>();
    private final Map<String, String> clients = new HashMap<>();
    private final List<SlaveMapEntry> entries = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private MapBuilder(Board board) {
        this.board = board;
        this.bindings = new Bindings(board.machine());
    }

    static FileMap of(Optional<Board> read) {
        if (read.isEmpty()) {
            return new FileMap(Map.of(), Map.of(), List.of(), List.of(), "there are no ACPI tables");
        }
        MapBuilder builder = new MapBuilder(read.get());
        read.get().problems().forEach(builder::problem);
        read.get().machine().problems().forEach(builder::problem);
        read.get().machine().clients().forEach(builder::client);
        return new FileMap(builder.answers, builder.clients, builder.entries, builder.problems,
                "no device of " + read.get().origin() + " with that path has FixedDMA that can be read");
    }

    private void problem(Problem problem) {
        String text = board.origin() + " " + problem;
        problems.add(text);
        clients.merge(problem.object(), text, (former, own) -> former + "; " + own);
    }

    private void client(DmaClient client) {
        String path = client.device().path();
        Set<String> usable = new TreeSet<>();
        client.names().forEach((name, index) -> {
            if (!name.isEmpty() && index < client.dmas().size()) {
                usable.add(name);
                answers.put(new FileMap.Key(path, name), answer(client, name, index));
            }
        });
        String names = board.origin() + " " + path + " has " + client.dmas().size() + " FixedDMA and the names "
                + String.join(", ", usable);
        clients.merge(path, names, (former, own) -> own + "; " + former);
    }

    private Answer answer(DmaClient client, String name, int index) {
        Optional<Device> absent = client.device().absent();
        if (absent.isPresent()) {
            return new Answer.None("the client is out of use, " + outOfUse(absent.get()));
        }
        Optional<DmaController> controller = board.machine().controllerOf(client.dmas().get(index).line());
        Optional<Device> closed = controller.flatMap(DmaController::device).flatMap(Device::absent);
        if (closed.isPresent()) {
            return new Answer.Deferred("its controller is out of use, " + outOfUse(closed.get()));
        }
        SlaveMapEntry entry = entry(client, name, index, controller);
        entries.add(entry);
        return new Answer.Found(List.of(entry));
    }

    private SlaveMapEntry entry(DmaClient client, String name, int index, Optional<DmaController> controller) {
        FixedDma dma = client.dmas().get(index);
        Map<String, Object> parameters = Map.of(AcpiResource.LINE, dma.line(), AcpiResource.CHANNEL, dma.channel(),
                AcpiResource.WIDTH, dma.width());
        return new SlaveMapEntry(client.device().path(), name, "", controller.map(bindings::filter).orElse(bindings.withoutRange()), -1,
                dma.line() - controller.map(ranged -> ranged.group().base()).orElse(0), "", parameters, Set.of(), SwapTerms.DEFAULT,
                board.origin() + " " + client.device().path() + " FixedDMA[" + index + "]");
    }

    private static String outOfUse(Device device) {
        return device.path() + " is not there by its _STA";
    }
}
