package org.dmaengine.slavemap.devicetree.dmas;

/// Something in a tree that does not hold together.
///
/// @param node     the path of the node
/// @param property the property, with an index where it is a list
/// @param what     what is wrong, and what follows from it
public record Problem(String node, String property, String what) {
    @Override
    public String toString() {
        return node + " " + property + ": " + what;
    }
}
