package org.dmaengine.tools.demo;

/// One of the small clients, and what the demo does with it.
///
/// @param client its class; the folder is its package
/// @param run    runs it, looks at the result, and says in a line what happened
record SmallClient(Class<?> client, Run run) {
    interface Run {
        /// @throws Exception if it did not do what it should
        String in(Stage stage) throws Exception;
    }

    String folder() {
        return DemoPart.folder(client);
    }
}
