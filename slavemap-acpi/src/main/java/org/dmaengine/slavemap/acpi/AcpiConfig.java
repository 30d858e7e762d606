package org.dmaengine.slavemap.acpi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// The configuration as consoles show it (Metatype). Values are taken from [TableSettings], which checks them.
@ObjectClassDefinition(name = "DMA slave map: ACPI",
        description = "Has clients and channels associated by ACPI tables, which are asked after a device tree and before a board file")
@interface AcpiConfig {
    /// PID of the source.
    String PID = "org.dmaengine.slavemap.acpi";

    @AttributeDefinition(name = "Path", description = "A folder with DSDT, SSDTs and CSRT as acpidump -b writes them, or as Linux shows"
            + " those of the machine that it runs on: /sys/firmware/acpi/tables; or one of these tables")
    String path();

    @AttributeDefinition(name = "Poll interval", required = false, min = "0",
            description = "Milliseconds between two looks at whether the files have changed; 0 for never")
    long poll_interval() default 1000;
}
