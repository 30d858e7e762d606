package org.dmaengine.tools.demo;

import java.util.List;

/// One stop of the tour: shows one thing on real data. A further part is a further class in [Tour].
interface DemoPart {
    /// What it shows, in a few words.
    String title();

    /// The clients of `client-examples` that it runs, one class of each folder.
    default List<Class<?>> examples() {
        return List.of();
    }

    /// The folder of a client.
    static String folder(Class<?> client) {
        String folder = client.getPackageName();
        return folder.substring(folder.lastIndexOf('.') + 1);
    }

    /// Shows it, leaving nothing behind.
    ///
    /// @throws Exception what went wrong; the tour goes on with the next part
    void show(Stage stage) throws Exception;
}
