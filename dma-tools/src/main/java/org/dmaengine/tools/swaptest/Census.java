package org.dmaengine.tools.swaptest;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/// How many there are of each kind of thing; names that differ in numbers only are one kind.
record Census(Map<String, Integer> counts) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Pattern NAME = Pattern.compile("\"name\": *\"((?:[^\"\\\\]|\\\\.)*)\"");

    /// Of the process's threads, virtual ones too, from a dump.
    static Census ofThreads() throws IOException {
        Path folder = Files.createTempDirectory("swaptest");
        Path file = folder.resolve("threads.json");
        try {
            ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName("com.sun.management:type=HotSpotDiagnostic"), "dumpThreads",
                    new Object[] {file.toString(), "JSON"}, new String[] {String.class.getName(), String.class.getName()});
            List<String> names = new ArrayList<>();
            Matcher name = NAME.matcher(Files.readString(file));
            while (name.find()) {
                names.add(name.group(1));
            }
            return of(names);
        } catch (JMException e) {
            throw new IOException("this JVM makes no thread dump: " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    /// Of the process's file descriptors; none where the system does not tell.
    static Census ofDescriptors() throws IOException {
        List<String> targets = new ArrayList<>();
        if (Files.isDirectory(DESCRIPTORS)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(DESCRIPTORS)) {
                for (Path each : all) {
                    targets.add(target(each));
                }
            }
        }
        return of(targets);
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException _) {
            return "closed meanwhile";
        }
    }

    static Census of(List<String> names) {
        Map<String, Integer> counts = new TreeMap<>();
        names.forEach(name -> counts.merge(name.replaceAll("\\d+", "#"), 1, Integer::sum));
        return new Census(counts);
    }

    /// What there is more of than before, a line for each kind.
    List<String> beyond(Census before) {
        List<String> more = new ArrayList<>();
        counts.forEach((kind, count) -> {
            int former = before.counts.getOrDefault(kind, 0);
            if (count > former) {
                more.add(count - former + " more of " + kind);
            }
        });
        return more;
    }

    /// How many more there are than before, of all kinds that have grown.
    int growth(Census before) {
        return counts.entrySet().stream().mapToInt(each -> Math.max(0, each.getValue() - before.counts.getOrDefault(each.getKey(), 0))).sum();
    }
}
