package org.dmaengine.slavemap.devicetree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapFormat;
import org.dmaengine.spi.SlaveMapSource.Origin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Device trees for the shell: `dma:map dtb=FILE`.
@Component(property = SlaveMapFormat.FORMAT + "=dtb")
public final class DeviceTreeFormat implements SlaveMapFormat {
    private final Translators translators;

    /// Translates as the source does.
    @Activate
    public DeviceTreeFormat(@Reference Translators translators) {
        this.translators = translators;
    }

    @Override
    public Origin origin() {
        return Origin.DEVICE_TREE;
    }

    @Override
    public List<String> listing(Path fileOrFolder) throws IOException {
        return TreeFiles.readAll(fileOrFolder).stream()
                .flatMap(board -> board.table().entries().stream().map(entry -> entry.line(board.name()))).toList();
    }

    @Override
    public List<String> problems(Path fileOrFolder) throws IOException {
        return map(fileOrFolder).problems();
    }

    @Override
    public List<SlaveMapEntry> entries(Path fileOrFolder) throws IOException {
        return map(fileOrFolder).entries();
    }

    private DeviceTreeMap map(Path fileOrFolder) throws IOException {
        return MapBuilder.of(TreeFiles.readAll(fileOrFolder), translators, false);
    }
}
