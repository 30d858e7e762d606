package org.dmaengine.tools.demo;

/// One stop of the tour: shows one thing on real data. A further part is a further class in [Tour].
interface DemoPart {
    /// What it shows, in a few words.
    String title();

    /// Shows it, leaving nothing behind.
    ///
    /// @throws Exception what went wrong; the tour goes on with the next part
    void show(Stage stage) throws Exception;
}
