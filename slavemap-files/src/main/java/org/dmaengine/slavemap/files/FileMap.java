package org.dmaengine.slavemap.files;

import java.util.List;
import java.util.Map;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource.Answer;

/// What files say of every client and name. Immutable; a look-up costs one access to a hash table, or two if there is nothing.
///
/// @param answers  for each name of each client that is described
/// @param clients  why a client has no other name, by its path
/// @param entries  those in force, in the order of the files and of each of them
/// @param problems what does not hold together, for people
/// @param nowhere  why a client that is not in `clients` has no name at all
public record FileMap(Map<Key, Answer> answers, Map<String, String> clients, List<SlaveMapEntry> entries, List<String> problems,
                      String nowhere) {
    /// A client and the name by which it knows a channel, compared exactly.
    public record Key(String device, String name) { }

    /// Copies the collections.
    public FileMap {
        answers = Map.copyOf(answers);
        clients = Map.copyOf(clients);
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    /// What the files say of the channel `name` of `device`.
    public Answer lookup(String device, String name) {
        Answer answer = answers.get(new Key(device, name));
        return answer != null ? answer : new Answer.None(clients.getOrDefault(device, nowhere));
    }
}
