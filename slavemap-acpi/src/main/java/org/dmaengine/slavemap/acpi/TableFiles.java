package org.dmaengine.slavemap.acpi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.dmaengine.slavemap.acpi.aml.Namespace;
import org.dmaengine.slavemap.acpi.dmas.Machine;
import org.dmaengine.slavemap.acpi.table.AcpiTable;
import org.dmaengine.slavemap.acpi.table.Csrt;
import org.dmaengine.slavemap.acpi.table.CsrtGroup;
import org.dmaengine.slavemap.acpi.table.Problem;
import org.dmaengine.slavemap.files.FilesAt;

/// What a path stands for: the tables of a machine, as Linux shows them (`DSDT`, `SSDT1`), `acpidump -b` writes them (`ssdt1.dat`) or
/// `iasl` (`ssdt1.aml`); or one of them. Tables of other kinds say nothing of DMA and are left alone.
final class TableFiles {
    private static final Pattern NAME = Pattern.compile("(dsdt|ssdt|csrt)[^.]*(\\.(dat|aml|bin))?", Pattern.CASE_INSENSITIVE);
    private static final String KINDS = "tables are a folder with DSDT, SSDTs and CSRT, or one of these";
    private static final String ENDING = "\\.[^.]*$";
    /// The DSDT before its additions, and `ssdt2` before `ssdt10`.
    private static final Comparator<Path> ORDER = Comparator
            .<Path, String>comparing(file -> name(file).toLowerCase(Locale.ROOT).substring(0, 4))
            .thenComparing(file -> name(file).length()).thenComparing(Comparator.naturalOrder());

    private TableFiles() {
    }

    /// The files of the tables that the path stands for, in the order in which they are loaded.
    ///
    /// @throws IOException if there is none; says what there is instead
    static List<Path> of(Path path) throws IOException {
        List<Path> files = FilesAt.path(path, KINDS, file -> NAME.matcher(name(file)).matches());
        if (files.isEmpty()) {
            throw new IOException(path + ": the folder has no files named DSDT, SSDT... or CSRT, alone or ending with .dat, .aml or .bin");
        }
        return files.stream().sorted(ORDER).toList();
    }

    /// Says by names alone whether the path stands for tables.
    static boolean isLikely(Path path) {
        try {
            return Files.isDirectory(path) ? !of(path).isEmpty() : NAME.matcher(name(path)).matches();
        } catch (IOException _) {
            return false;
        }
    }

    /// Reads the tables that the path stands for.
    ///
    /// @throws IOException with a message for people
    static Board read(Path path) throws IOException {
        Namespace namespace = new Namespace();
        List<CsrtGroup> groups = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path file : of(path)) {
            try {
                load(AcpiTable.read(file), namespace, groups, problems, name(file));
            } catch (IOException e) {
                throw FilesAt.failure(file, e);
            }
        }
        String name = Files.isDirectory(path) ? name(path) : name(path).replaceFirst(ENDING, "");
        return new Board(name, path.toString(), new Machine(namespace, groups), problems);
    }

    private static void load(AcpiTable table, Namespace namespace, List<CsrtGroup> groups, List<Problem> problems, String file)
            throws IOException {
        if (table.sum() != 0) {
            problems.add(new Problem(file, "the sum of its bytes is " + table.sum() + " instead of 0; it counts all the same,"
                    + " as in Linux"));
        }
        switch (table.signature()) {
            case "DSDT", "SSDT" -> namespace.load(table.body());
            case "CSRT" -> {
                Csrt csrt = Csrt.read(table.body());
                groups.addAll(csrt.groups());
                problems.addAll(csrt.problems());
            }
            default -> throw new IOException("the table is a " + table.signature() + "; DSDT, SSDT or CSRT say something of DMA");
        }
    }

    private static String name(Path file) {
        return file.getFileName() == null ? "" : file.getFileName().toString();
    }
}
