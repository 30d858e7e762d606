package org.dmaengine.slavemap.acpi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dmaengine.slavemap.files.FileMap;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapFormat;
import org.dmaengine.spi.SlaveMapSource.Origin;
import org.osgi.service.component.annotations.Component;

/// ACPI tables for the shell: `dma:map acpi=FOLDER`.
@Component(property = SlaveMapFormat.FORMAT + "=acpi")
public final class AcpiFormat implements SlaveMapFormat {
    @Override
    public Origin origin() {
        return Origin.ACPI;
    }

    @Override
    public boolean isLikely(Path fileOrFolder) {
        return TableFiles.isLikely(fileOrFolder);
    }

    @Override
    public List<String> listing(Path fileOrFolder) throws IOException {
        return TableFiles.read(fileOrFolder).listing();
    }

    @Override
    public List<String> problems(Path fileOrFolder) throws IOException {
        return map(fileOrFolder).problems();
    }

    @Override
    public List<SlaveMapEntry> entries(Path fileOrFolder) throws IOException {
        return map(fileOrFolder).entries();
    }

    private static FileMap map(Path fileOrFolder) throws IOException {
        return MapBuilder.of(Optional.of(TableFiles.read(fileOrFolder)));
    }
}
