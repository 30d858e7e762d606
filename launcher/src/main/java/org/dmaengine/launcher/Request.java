package org.dmaengine.launcher;

import java.util.List;

/// What the user asked for.
///
/// @param words     the command and its arguments; none for a shell
/// @param board     the board's name, for the banner
/// @param framework what it all runs in
/// @param bundles   the user's own bundles, to be started beside those of the distribution
/// @param logLevel  what is logged
record Request(List<String> words, String board, FrameworkName framework, List<UserBundle> bundles, Main.LogLevel logLevel) {}
