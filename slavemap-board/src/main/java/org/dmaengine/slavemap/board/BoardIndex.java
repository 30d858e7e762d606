package org.dmaengine.slavemap.board;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource.Answer;

/// All configurations of entries, by PID and by what they describe. Writers exclude each other; a look-up takes no lock
/// and costs one access to a hash table, since its answer is made when a configuration changes.
///
/// Entries of one device and name are alternatives in the order of their PIDs (DT-06).
final class BoardIndex {
    private record Key(String device, String name) {
        Key(BoardEntry entry) {
            this(entry.device(), entry.name());
        }
    }

    private final ConcurrentNavigableMap<String, BoardEntry> byPid = new ConcurrentSkipListMap<>();
    private final ConcurrentMap<Key, Answer> answers = new ConcurrentHashMap<>();

    /// What describes a name, by PID. Guarded by this.
    private final Map<Key, NavigableMap<String, BoardEntry>> alternatives = new HashMap<>();

    /// Takes a configuration over, in place of the former one of the same PID: a look-up sees the one or the other.
    ///
    /// @return whether the entries in force are others than before
    synchronized boolean put(BoardEntry entry) {
        Key key = new Key(entry);
        BoardEntry former = byPid.put(entry.pid(), entry);
        alternatives.computeIfAbsent(key, none -> new TreeMap<>()).put(entry.pid(), entry);
        answer(key);
        if (former != null && !new Key(former).equals(key)) {
            removeAlternative(former);
        }
        return (isInForce(former) || isInForce(entry)) && !entry.equals(former);
    }

    /// Forgets a configuration.
    ///
    /// @return whether the entries in force are others than before
    synchronized boolean remove(String pid) {
        BoardEntry former = byPid.remove(pid);
        if (former != null) {
            removeAlternative(former);
        }
        return isInForce(former);
    }

    /// What is known of a name.
    Answer lookup(String device, String name) {
        Answer answer = answers.get(new Key(device, name));
        return answer != null ? answer : new Answer.None("no configuration " + EntryConfig.PID + " describes it");
    }

    /// The entries in force, in the order of their PIDs.
    Collection<SlaveMapEntry> entries() {
        return inForce(byPid.values());
    }

    private void removeAlternative(BoardEntry entry) {
        Key key = new Key(entry);
        NavigableMap<String, BoardEntry> rest = alternatives.get(key);
        rest.remove(entry.pid());
        if (rest.isEmpty()) {
            alternatives.remove(key);
            answers.remove(key);
        } else {
            answer(key);
        }
    }

    private void answer(Key key) {
        Collection<BoardEntry> all = alternatives.get(key).values();
        List<SlaveMapEntry> found = inForce(all);
        answers.put(key, found.isEmpty() ? new Answer.None(String.join("; ", all.stream().map(BoardEntry::toString).toList()))
                : new Answer.Found(found));
    }

    private static List<SlaveMapEntry> inForce(Collection<BoardEntry> entries) {
        return entries.stream().filter(BoardEntry.InForce.class::isInstance)
                .map(entry -> ((BoardEntry.InForce) entry).entry()).toList();
    }

    private static boolean isInForce(BoardEntry entry) {
        return entry instanceof BoardEntry.InForce;
    }
}
