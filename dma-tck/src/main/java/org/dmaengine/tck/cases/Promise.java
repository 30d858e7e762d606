package org.dmaengine.tck.cases;

import java.util.function.Predicate;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.tck.bench.Workload;

/// What a driver promises by its capabilities, and is held to only then.
///
/// @param words what it is, for people; empty for what every driver has to do
/// @param made  whether a channel with these capabilities promises it
public record Promise(String words, Predicate<ChannelCapabilities> made) {
    static final Promise ALWAYS = new Promise("", _ -> true);
    static final Promise PAUSE = new Promise("pause", ChannelCapabilities::pause);
    static final Promise PAUSE_AND_RESUME = new Promise("pause and resume", stated -> stated.pause() && stated.resume());
    static final Promise REUSE = new Promise("reuse", ChannelCapabilities::reuse);
    static final Promise DEPTH = new Promise("a depth above 1", stated -> stated.depth() > 1);

    static Promise of(Workload workload) {
        return workload == null ? ALWAYS
                : new Promise(workload.capability() + " " + workload.direction(), workload::isPromised);
    }

    Promise and(Promise other) {
        if (words.isEmpty() || other.words.isEmpty()) {
            return words.isEmpty() ? other : this;
        }
        return new Promise(words + " and " + other.words, made.and(other.made));
    }
}
