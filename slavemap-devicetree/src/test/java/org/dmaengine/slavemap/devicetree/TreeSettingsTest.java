package org.dmaengine.slavemap.devicetree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreeSettingsTest {
    @Test
    void shouldNeedThePathOnly() {
        assertEquals(new TreeSettings(Path.of("/a.dtb"), 1000, false), of(Map.of()));
    }

    @Test
    void shouldTakeValuesOfTheTypesThatConsolesAndFilesGiveThem() {
        assertEquals(new TreeSettings(Path.of("/a.dtb"), 5, true), of(Map.of("poll.interval", 5L, "ignore.status", true)));
        assertEquals(new TreeSettings(Path.of("/a.dtb"), 5, true), of(Map.of("poll.interval", "5", "ignore.status", "true")));
        assertEquals(new TreeSettings(Path.of("/a.dtb"), 0, false), of(Map.of("poll.interval", 0, "ignore.status", "")));
    }

    @Test
    void shouldRefuseWithPidPropertyAndWhatIsAllowed() {
        refused(Map.of("path", ""), "a device tree: a file, a folder of files *.dtb, or /proc/device-tree");
        refused(Map.of("path", 7), "a device tree: a file, a folder of files *.dtb, or /proc/device-tree");
        refused(Map.of("path", "a\0b"), "the name of a file or folder: ");
        refused(Map.of("poll.interval", -1), "from 0 to 2147483647");
        refused(Map.of("ignore.status", "maybe"), "true or false");
    }

    private static void refused(Map<String, Object> changed, String allowed) {
        String message = assertThrows(IllegalArgumentException.class, () -> of(changed)).getMessage();
        String property = changed.keySet().iterator().next();
        assertTrue(message.contains(DeviceTreeConfig.PID) && message.contains(property) && message.contains(allowed), message);
    }

    private static TreeSettings of(Map<String, Object> changed) {
        Map<String, Object> properties = new HashMap<>(Map.of("service.pid", DeviceTreeConfig.PID, "path", "/a.dtb"));
        properties.putAll(changed);
        return TreeSettings.of(properties);
    }
}
