package org.dmaengine.core.shell;

/// What a command takes, for whoever gave it something else: Gogo's own line would speak of types.
///
/// @param line how it is typed
record Usage(String line) {
    /// Of a command that takes no words.
    static Usage bare(String command) {
        return new Usage(command + ", as it is, without a word behind it");
    }

    /// Refuses another number of words.
    ///
    /// @throws IllegalArgumentException says in one line what is taken
    void expect(boolean isTaken, String... words) {
        if (!isTaken) {
            throw new IllegalArgumentException("usage: " + line + " (" + words.length + (words.length == 1 ? " word" : " words") + " given)");
        }
    }
}
