package org.dmaengine.launcher;

import java.util.List;

/// What the user asked for.
///
/// @param words    the command and its arguments; none for a shell
/// @param board    the board's name, for the banner
/// @param logLevel what is logged
record Request(List<String> words, String board, Main.LogLevel logLevel) {}
