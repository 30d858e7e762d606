package org.dmaengine.console;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The threads that a command line runs on.
///
/// Interrupting Gogo's job would let it report "done" at once, with the command itself still at work on another thread.
/// So each command's own thread is interrupted, and the job ends when the command has.
final class CommandThreads {
    /// How Gogo names a thread while it runs a command.
    private static final String PREFIX = "pipe-";

    private CommandThreads() {}

    /// Interrupts the commands that are running.
    static void interrupt() {
        commands().forEach(Thread::interrupt);
    }

    /// Interrupts the commands, then their console, and waits for them.
    ///
    /// @return whether all of them ended in time
    static boolean end(Thread console, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Set<Told> told = new HashSet<>();
        for (List<Thread> left = left(console); !left.isEmpty(); left = left(console)) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            left.stream().filter(thread -> told.add(new Told(thread, thread.getName()))).forEach(Thread::interrupt);
            left.getFirst().join(10); // a command's thread goes back to its pool, which join would not notice
        }
        return true;
    }

    /// A thread is interrupted once for each command that it runs, lest its clean-up be interrupted, too.
    private record Told(Thread thread, String command) {}

    private static List<Thread> left(Thread console) {
        List<Thread> commands = commands();
        boolean waitForConsole = commands.isEmpty() && console.isAlive() && console != Thread.currentThread();
        return waitForConsole ? List.of(console) : commands;
    }

    private static List<Thread> commands() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(PREFIX))
                .filter(thread -> thread != Thread.currentThread())
                .toList();
    }
}
