package org.dmaengine.slavemap.devicetree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.dmaengine.slavemap.files.FileMap;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapFormat;
import org.dmaengine.spi.SlaveMapSource.Origin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/// Device trees for the shell: `dma:map dtb=FILE`. Status counts as it does for the source in force.
@Component(property = SlaveMapFormat.FORMAT + "=dtb")
public final class DeviceTreeFormat implements SlaveMapFormat {
    private final Translators translators;
    private final AtomicReference<DeviceTreeComponent> source = new AtomicReference<>();

    /// Translates as the source does.
    @Activate
    public DeviceTreeFormat(@Reference Translators translators) {
        this.translators = translators;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, unbind = "removeSource")
    void addSource(DeviceTreeComponent present) {
        source.set(present);
    }

    void removeSource(DeviceTreeComponent left) {
        source.compareAndSet(left, null);
    }

    @Override
    public Origin origin() {
        return Origin.DEVICE_TREE;
    }

    @Override
    public boolean isLikely(Path fileOrFolder) {
        return TreeFiles.isLikely(fileOrFolder);
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

    private FileMap map(Path fileOrFolder) throws IOException {
        DeviceTreeComponent inForce = source.get();
        return MapBuilder.of(TreeFiles.readAll(fileOrFolder), translators, inForce != null && inForce.ignoresStatus());
    }
}
