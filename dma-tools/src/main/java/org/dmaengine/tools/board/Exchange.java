package org.dmaengine.tools.board;

import org.dmaengine.tools.Figures;

/// What came of a client that sent to itself.
///
/// @param client   path of its node
/// @param bytes    how many it sent
/// @param received request line of the side that received
/// @param sent     request line of the side that sent
/// @param nanos    from the first transfer's start to the last one's end
/// @param same     whether those came back that were sent
record Exchange(String client, int bytes, int received, int sent, long nanos, boolean same) {
    @Override
    public String toString() {
        return client + ", " + bytes + " bytes from line " + sent + " to line " + received + " in " + Figures.millis(nanos)
                + (same ? ", the same came back" : ", and others came back");
    }
}
