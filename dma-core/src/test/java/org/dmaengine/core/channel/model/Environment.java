package org.dmaengine.core.channel.model;

import java.util.Random;

/// The bytes on both sides, and what the driver does by itself. The model and the stub driver each have one.
final class Environment {
    /// A call of the driver that fails: beyond repair, or with a fault of the source.
    enum Break { NOTHING, START, STOP, PAUSE, RESUME, FAULT_AT_START, FAULT_AT_STOP, FAULT_AT_PAUSE }

    /// What happens in the first step of a round.
    enum Event { NOTHING, READ_FAULT, WRITE_FAULT, ENDS_EARLY, BREAKS }

    final byte[] source = new byte[Spec.MEMORY];
    final byte[] target = new byte[Spec.MEMORY];
    long deviceGot;
    long deviceHash = 17;
    private byte deviceNext;

    // Habits of the driver: bytes that it moves in calls other than a step.
    int atStart;
    int atStop;
    int atPause;
    Break breaks = Break.NOTHING;

    // Of the round under way.
    int allowed;
    Event event = Event.NOTHING;
    int eventAfter;

    Environment() {
        new Random(1).nextBytes(source);
    }

    void toDevice(byte value) {
        deviceGot++;
        deviceHash = deviceHash * 31 + value;
    }

    byte fromDevice() {
        return deviceNext++;
    }

    Event takeEvent() {
        Event now = event;
        event = Event.NOTHING;
        return now;
    }

    /// Says whether the driver breaks in this call.
    boolean breaksIn(Break call) {
        if (breaks != call) {
            return false;
        }
        breaks = Break.NOTHING;
        return true;
    }
}
