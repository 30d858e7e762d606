package org.dmaengine.core.mapping;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.dmaengine.mapping.MapDirection;

/// What memory is mapped against: one for each controller instance (`dmaengine_get_dma_device`, MAP-01).
///
/// Knows its live mappings and the channels whose transfers may use them. Thread-safe.
public final class DmaDevice {
    /// A channel as the mapper sees it: which of its transfers use a mapping.
    public interface User {
        /// Names the running transfers that use it, empty if none does.
        String runningTransfersOf(MappedMemory memory);

        /// Which call of a driver, given up on, may still touch it for a transfer that has ended; empty if none may.
        String callThatKeeps(MappedMemory memory);

        /// Says whether a transfer that uses it, running or being stopped, may still touch it.
        boolean touches(MappedMemory memory);
    }

    private final String name;
    private final boolean nativeMemory;
    private final boolean debug;
    private final Consumer<String> report;
    private final CopyOnWriteArrayList<User> users = new CopyOnWriteArrayList<>();
    private final Set<MappedMemory> live = ConcurrentHashMap.newKeySet();
    private final Set<MappedMemory> closing = ConcurrentHashMap.newKeySet();

    /// @param nativeMemory whether heap memory must be bounced
    /// @param debug        whether use out of turn is reported
    /// @param report       takes the reports, on any thread; without debugging those of bytes that are lost
    public DmaDevice(String name, boolean nativeMemory, boolean debug, Consumer<String> report) {
        this.name = name;
        this.nativeMemory = nativeMemory;
        this.debug = debug;
        this.report = report;
    }

    /// The device's name.
    public String name() {
        return name;
    }

    /// Has this channel asked before a mapping is closed. One that moves to a neighbour is a user already.
    public void addUser(User user) {
        users.addIfAbsent(user);
    }

    /// Forgets a channel and finishes the closes that waited for it.
    public void removeUser(User user) {
        users.remove(user);
        transfersStopped();
        if (users.isEmpty()) {
            // Its leases have moved to other devices, which their mappings are mapped for by now, or have ended with their mappings.
            live.forEach(memory -> memory.unmapFrom(this));
        }
    }

    /// Finishes the closes that waited for transfers to stop.
    public void transfersStopped() {
        for (MappedMemory memory : closing) {
            memory.closeOnceStopped();
        }
    }

    /// The number of mappings not closed yet.
    public int liveMappings() {
        return live.size();
    }

    MappedMemory register(MapDirection direction, Backing backing, boolean coherent, Set<MappedMemory> lease) {
        MappedMemory memory = new MappedMemory(this, direction, backing,
                coherent ? Ownership.SHARED : Ownership.of(debug, report), lease);
        if (debug && !coherent) {
            reportOverlaps(memory, backing);
        }
        live.add(memory);
        return memory;
    }

    /// A mapping of another device is mapped for this one, too.
    void adopt(MappedMemory memory) {
        live.add(memory);
    }

    void report(String text) {
        report.accept(text);
    }

    boolean needsNativeMemory() {
        return nativeMemory;
    }

    String runningTransfersOf(MappedMemory memory) {
        StringBuilder text = new StringBuilder();
        for (User user : users) {
            String found = user.runningTransfersOf(memory);
            if (!found.isEmpty()) {
                text.append(text.isEmpty() ? "" : ", ").append(found);
            }
        }
        return text.toString();
    }

    String callThatKeeps(MappedMemory memory) {
        return users.stream().map(user -> user.callThatKeeps(memory)).filter(text -> !text.isEmpty()).findFirst().orElse("");
    }

    boolean isTouched(MappedMemory memory) {
        for (User user : users) {
            if (user.touches(memory)) {
                return true;
            }
        }
        return false;
    }

    /// Has this mapping asked again after each stop. To be called before it looks whether it is still touched.
    void awaitStop(MappedMemory memory) {
        closing.add(memory);
    }

    boolean isTouchedByOthers(MappedMemory memory, User mover) {
        for (User user : users) {
            if (user != mover && user.touches(memory)) {
                return true;
            }
        }
        return false;
    }

    void forget(MappedMemory memory) {
        closing.remove(memory);
        live.remove(memory);
    }

    /// The same bytes mapped twice where one side writes is a race that hardware would not forgive.
    private void reportOverlaps(MappedMemory memory, Backing backing) {
        for (MappedMemory other : live) {
            if (!memory.direction().isWritable() && !other.direction().isWritable()) {
                continue;
            }
            for (int i = 0; i < backing.entries(); i++) {
                if (other.overlaps(backing.clientView(i))) {
                    report.accept(memory + " overlaps " + other + ", which is still mapped; "
                            + other.ownership().mappedAt() + "; the new one " + memory.ownership().mappedAt());
                    break;
                }
            }
        }
    }
}
