package org.dmaengine.slavemap.acpi;

import java.util.List;
import java.util.Map;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource.Answer;

/// What the tables say of every client and name. Immutable; a look-up costs one access to a hash table, or two if there is nothing.
///
/// @param answers  for each name of each client that is described
/// @param clients  why a client has no other name, by its path
/// @param entries  those in force, in the order of the tables
/// @param problems what does not hold together, for people
/// @param nowhere  why a client that is not in `clients` has no name at all
record AcpiMap(Map<Key, Answer> answers, Map<String, String> clients, List<SlaveMapEntry> entries, List<String> problems, String nowhere) {
    /// A client and the name by which it knows a channel, compared exactly.
    record Key(String device, String name) { }

    AcpiMap {
        answers = Map.copyOf(answers);
        clients = Map.copyOf(clients);
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    Answer lookup(String device, String name) {
        Answer answer = answers.get(new Key(device, name));
        return answer != null ? answer : new Answer.None(clients.getOrDefault(device, nowhere));
    }
}
