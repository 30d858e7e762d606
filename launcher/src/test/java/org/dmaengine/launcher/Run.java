package org.dmaengine.launcher;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One run of `./dmaengine` as a user would start it, with a temporary folder of its own to see what it leaves there.
final class Run {
    private static final long LIMIT_SECONDS = 60;

    private final Path temporary;
    private final Process process;
    private final BufferedReader output;
    private final CompletableFuture<String> errors;

    private Run(Path temporary, Process process) {
        this.temporary = temporary;
        this.process = process;
        output = process.inputReader();
        errors = CompletableFuture.supplyAsync(() -> readAll(process.errorReader()));
    }

    /// @param folder where it is started, and where its temporary folder is made
    static Run start(Path folder, Path program, String... words) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        // A build in the background ignores Ctrl-C, and hands that down to every process that it starts.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT", program.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home"), "TMPDIR", temporary.toString()));
        return new Run(temporary, builder.start());
    }

    static Path program() {
        return new File("../dmaengine").toPath().toAbsolutePath().normalize();
    }

    Run type(String lines) throws IOException {
        try (var input = process.outputWriter()) {
            input.write(lines);
        }
        return this;
    }

    String nextLine() throws IOException {
        return output.readLine();
    }

    void awaitStorage() throws IOException, InterruptedException {
        try (WatchService watch = temporary.getFileSystem().newWatchService()) {
            temporary.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            if (leftovers().isEmpty()) {
                watch.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    }

    /// The rest of what it prints.
    String output() {
        return readAll(output);
    }

    String errors() {
        return errors.join();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + LIMIT_SECONDS + " s; " + errors());
        }
        return process.exitValue();
    }

    List<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("dmaengine")).toList();
        }
    }

    private static String readAll(BufferedReader reader) {
        try {
            return reader.readAllAsString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
