package org.dmaengine.tools.board;

/// A router to be made for a node.
///
/// @param node  path of the node
/// @param lines how many request lines every controller behind it has, 0 for any number
record RouterPart(String node, int lines) {
}
