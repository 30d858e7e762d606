package org.dmaengine.slavemap.devicetree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dmaengine.SwapTerms;
import org.dmaengine.slavemap.devicetree.dmas.DmaEntry;
import org.dmaengine.slavemap.devicetree.dmas.Problem;
import org.dmaengine.slavemap.devicetree.tree.Node;
import org.dmaengine.slavemap.files.FileMap;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource.Answer;
import org.dmaengine.spi.SpecifierTranslator;
import org.dmaengine.spi.SpecifierTranslator.Meaning;

/// Makes the slave map of trees, bound and translated.
///
/// | the name has | answer |
/// | --- | --- |
/// | a usable alternative | found: all usable ones, whether their controllers are there or not (DT-13) |
/// | none, but one whose controller is out of use | deferred (DT-12) |
/// | none else, or the client is out of use | none, with the reason |
final class MapBuilder {
    /// More than anybody reads.
    private static final int MOST_PROBLEMS = 1000;

    private final Translators translators;
    private final boolean ignoresStatus;
    private final Bindings bindings;
    /// Those that count of the controllers of each node that specifiers refer to, whoever does.
    private final Map<Node, List<Node>> usable = new HashMap<>();
    private final Map<FileMap.Key, Answer> answers = new HashMap<>();
    private final Map<String, String> clients = new HashMap<>();
    private final List<SlaveMapEntry> entries = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private MapBuilder(List<Board> boards, Translators translators, boolean ignoresStatus) {
        this.translators = translators;
        this.ignoresStatus = ignoresStatus;
        this.bindings = new Bindings(boards, ignoresStatus);
    }

    /// @param ignoresStatus whether clients and controllers whose status is not `okay` count as well
    static FileMap of(List<Board> boards, Translators translators, boolean ignoresStatus) {
        MapBuilder builder = new MapBuilder(boards, translators, ignoresStatus);
        boards.forEach(builder::add);
        String files = boards.stream().map(Board::origin).collect(Collectors.joining(", "));
        return new FileMap(builder.answers, builder.clients, builder.entries, builder.problems,
                boards.isEmpty() ? "there is no device tree" : "no node of " + files + " with that path has dmas");
    }

    private void add(Board board) {
        Map<Node, Map<String, List<DmaEntry>>> byClient = new LinkedHashMap<>();
        for (DmaEntry entry : board.table().entries()) {
            byClient.computeIfAbsent(entry.client(), none -> new LinkedHashMap<>())
                    .computeIfAbsent(entry.name(), none -> new ArrayList<>()).add(entry);
        }
        board.table().problems().forEach(problem -> problem(board, problem));
        byClient.forEach((client, byName) -> {
            byName.remove("");
            byName.forEach((name, alternatives) -> {
                FileMap.Key key = new FileMap.Key(client.path(), name);
                if (answers.containsKey(key)) {
                    problem(board, new Problem(client.path(), "dma-names",
                            "\"" + name + "\" stands in another file already; it is left out"));
                } else {
                    answers.put(key, answer(board, client, alternatives));
                }
            });
            String names = byName.isEmpty() ? "no name that can be used" : "the names " + String.join(", ", byName.keySet());
            clients.merge(client.path(), board.origin() + " " + client.path() + " has " + names, (former, own) -> own + "; " + former);
        });
    }

    private void problem(Board board, Problem problem) {
        if (problems.size() < MOST_PROBLEMS) {
            String text = board.origin() + " " + problem;
            problems.add(text);
            clients.merge(problem.node(), text, (former, own) -> former + "; " + own);
        }
    }

    private Answer answer(Board board, Node client, List<DmaEntry> alternatives) {
        Optional<Node> out = disabled(client);
        if (out.isPresent()) {
            return new Answer.None("the client is out of use, " + outOfUse(out.get()));
        }
        List<SlaveMapEntry> found = new ArrayList<>();
        Set<String> waiting = new LinkedHashSet<>();
        Set<String> lost = new LinkedHashSet<>();
        for (DmaEntry entry : alternatives) {
            List<Node> controllers = entry.controller().isRouter() ? entry.controller().masters() : List.of(entry.controller().node());
            List<Node> inUse = usable.computeIfAbsent(entry.controller().node(),
                    _ -> controllers.stream().filter(controller -> disabled(controller).isEmpty()).toList());
            Optional<Node> closed = disabled(entry.controller().node());
            if (closed.isPresent() || inUse.isEmpty() && !controllers.isEmpty()) {
                waiting.add("its controller is out of use, " + outOfUse(closed.or(() -> disabled(controllers.getFirst())).orElseThrow()));
            } else if (controllers.isEmpty()) {
                lost.add("its router " + entry.controller().path() + " leads to no controller");
            } else {
                translate(board, entry, inUse, lost).ifPresent(found::add);
            }
        }
        lost.forEach(reason -> problem(board, new Problem(client.path(), "dmas", reason)));
        entries.addAll(found);
        if (!found.isEmpty()) {
            return new Answer.Found(found);
        }
        return waiting.isEmpty() ? new Answer.None(String.join("; ", lost)) : new Answer.Deferred(String.join("; ", waiting));
    }

    private Optional<SlaveMapEntry> translate(Board board, DmaEntry entry, List<Node> controllers, Set<String> lost) {
        String place = "dmas[" + entry.index() + "]";
        try {
            Optional<Meaning> meaning = translators.meaning(entry);
            if (meaning.isEmpty()) {
                lost.add(place + " means nothing to the driver of " + entry.controller().path());
            } else if (meaning.get().channel() >= 0 && !entry.controller().leaves(meaning.get().channel())) {
                lost.add(place + " is channel " + meaning.get().channel() + ", which dma-channel-mask of " + entry.controller().path()
                        + " keeps back");
                return Optional.empty();
            }
            return meaning.map(wanted -> entry(board, entry, controllers, wanted));
        } catch (RuntimeException e) {
            lost.add(place + " cannot be translated for " + entry.controller().path() + ": " + e.getMessage());
            return Optional.empty();
        } catch (LinkageError e) { // its message alone may be no more than a name
            lost.add(place + " cannot be translated for " + entry.controller().path() + ", whose driver is incomplete: " + e);
            return Optional.empty();
        }
    }

    private SlaveMapEntry entry(Board board, DmaEntry entry, List<Node> controllers, Meaning wanted) {
        return new SlaveMapEntry(entry.client().path(), entry.name(), "", bindings.filter(controllers, wanted.channel() < 0),
                wanted.channel(), wanted.requestLine(), entry.controller().isRouter() ? entry.controller().path() : "",
                parameters(entry, wanted), Set.of(), SwapTerms.DEFAULT,
                board.origin() + " " + entry.client().path() + " dmas[" + entry.index() + "]");
    }

    private static Map<String, Object> parameters(DmaEntry entry, Meaning wanted) {
        Map<String, Object> parameters = new HashMap<>(wanted.parameters());
        parameters.put(SpecifierTranslator.CELLS, Translators.unsigned(entry));
        return parameters;
    }

    private Optional<Node> disabled(Node node) {
        return ignoresStatus ? Optional.empty() : node.disabledBy();
    }

    private static String outOfUse(Node node) {
        return node.path() + " has status = \"" + node.status() + "\"";
    }
}
