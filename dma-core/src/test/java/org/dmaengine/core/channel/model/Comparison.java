package org.dmaengine.core.channel.model;

import java.util.Arrays;
import java.util.List;

/// Whatever can be observed of a lease beside the model's opinion. A difference is thrown.
final class Comparison {
    private final Model model;
    private final Lease lease;
    private long settled;
    private long times;

    Comparison(Model model, Lease lease) {
        this.model = model;
        this.lease = lease;
    }

    static void expect(String what, String expected, String found) {
        if (!expected.equals(found)) {
            throw new Difference(what, expected, found);
        }
    }

    private static void expect(String what, long expected, long found) {
        if (expected != found) {
            throw new Difference(what, String.valueOf(expected), String.valueOf(found));
        }
    }

    /// Compares everything.
    void compare() {
        times++;
        compareStatus();
        if (model.gate != Model.Gate.CLOSED) {
            expect("queue space", model.space(), lease.channel.queueSpace());
        }
        expect("paused", String.valueOf(model.paused), String.valueOf(lease.channel.isPaused()));
        expect("completers sent for", model.delivery.isScheduled() ? 1 : 0, lease.waiting.size());
        compareStages();
        compareBytes();
        expect("lines logged", model.logged, lease.log.lines().size());
        expect("failures told to the owner", model.failures, told("driver failed"));
    }

    /// Of those that have not ended, those that have since the last time, and one that had before.
    private void compareStatus() {
        for (long cookie = settled + 1; cookie <= model.used(); cookie++) {
            expect("status", model.status(cookie), lease.status(cookie));
        }
        if (settled > 0) {
            long old = 1 + times % settled;
            expect("status of an old one", model.status(old), lease.status(old));
        }
        settled = model.settled();
    }

    private void compareStages() {
        List<String> expected = model.delivery.stageEnds;
        List<String> found = lease.stageEnds;
        if (!expected.isEmpty() || !found.isEmpty()) {
            expect("ends of stages", expected.toString(), found.toString());
            expected.clear();
            found.clear();
        }
    }

    private void compareBytes() {
        Environment expected = model.environment;
        Environment found = lease.environment;
        if (!Arrays.equals(expected.target, found.target)) {
            throw new Difference("the target", Arrays.toString(expected.target), Arrays.toString(found.target));
        }
        expect("bytes that the device got", expected.deviceGot, found.deviceGot);
        expect("hash of what the device got", expected.deviceHash, found.deviceHash);
        expect("bytes counted", model.bytes, lease.totals.bytes());
    }

    /// When nobody is in the middle of a release.
    void compareReleases() {
        expect("releases told to the owner", model.releases, told("released"));
    }

    private long told(String what) {
        return lease.owner.told().stream().filter(line -> line.startsWith(what)).count();
    }
}
