package org.dmaengine.slavemap.devicetree;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// The configuration as consoles show it (Metatype). Values are taken from [TreeSettings], which checks them.
@ObjectClassDefinition(name = "DMA slave map: device tree",
        description = "Has clients and channels associated by a device tree, which is asked before every other source")
@interface DeviceTreeConfig {
    /// PID of the source.
    String PID = "org.dmaengine.slavemap.devicetree";

    @AttributeDefinition(name = "Path", description = "A flattened device tree (DTB); a folder of files *.dtb, which are read together; or a"
            + " folder with a tree as Linux shows the one it runs on: /proc/device-tree")
    String path();

    @AttributeDefinition(name = "Poll interval", required = false, min = "0",
            description = "Milliseconds between two looks at whether the files have changed; 0 for never. A tree in the form of a folder is"
                    + " read once")
    long poll_interval() default 1000;

    @AttributeDefinition(name = "Ignore status", required = false,
            description = "Whether clients and controllers count as well whose status in the tree is not okay")
    boolean ignore_status() default false;
}
