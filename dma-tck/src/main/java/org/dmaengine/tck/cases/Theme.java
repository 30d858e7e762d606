package org.dmaengine.tck.cases;

import java.util.List;
import java.util.stream.Stream;
import org.dmaengine.tck.Level;

/// Cases that belong together.
///
/// @param name  what they are about
/// @param level the level that is not reached while one of them fails
/// @param cases in the order in which they are played
public record Theme(String name, Level level, List<Case> cases) {
    @SafeVarargs
    static Theme of(String name, Level level, List<Case>... cases) {
        return new Theme(name, level, Stream.of(cases).flatMap(List::stream).toList());
    }
}
