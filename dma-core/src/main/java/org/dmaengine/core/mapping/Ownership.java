package org.dmaengine.core.mapping;

import java.util.function.Consumer;

/// Whose turn it is to touch mapped memory, CPU or device (MAP-05), and with debugging on, a report when somebody is out
/// of turn, with the place where the memory was mapped.
class Ownership {
    /// Coherent memory: it is always everybody's turn (MAP-07).
    static final Ownership SHARED = new Ownership() { };

    private Ownership() {
    }

    /// Tracks turns and reports through `report`; with debugging off nothing is tracked.
    static Ownership of(boolean debug, Consumer<String> report) {
        return debug ? new Tracked(report) : SHARED;
    }

    void toClient() {
    }

    void toDevice() {
    }

    void expectDevice(MappedMemory memory, String use) {
    }

    void expectClient(MappedMemory memory, String use) {
    }

    String mappedAt() {
        return "";
    }

    private static final class Tracked extends Ownership {
        private final Consumer<String> report;
        private final StackTraceElement[] mappedAt = Thread.currentThread().getStackTrace();
        private volatile boolean device = true;

        Tracked(Consumer<String> report) {
            this.report = report;
        }

        @Override
        void toClient() {
            device = false;
        }

        @Override
        void toDevice() {
            device = true;
        }

        @Override
        void expectDevice(MappedMemory memory, String use) {
            if (!device) {
                report.accept(memory + " belongs to the client, but " + use + ": call syncForDevice first; " + mappedAt());
            }
        }

        @Override
        void expectClient(MappedMemory memory, String use) {
            if (device) {
                report.accept(memory + " belongs to the device, but " + use + ": call syncForCpu first; " + mappedAt());
            }
        }

        @Override
        String mappedAt() {
            for (StackTraceElement frame : mappedAt) {
                String type = frame.getClassName();
                if (!type.startsWith("org.dmaengine.core.") && !type.startsWith("java.")) {
                    return "mapped at " + frame;
                }
            }
            return "mapped at an unknown place";
        }
    }
}
