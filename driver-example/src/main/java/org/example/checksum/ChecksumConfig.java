package org.example.checksum;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// The configuration as consoles show it (Metatype). Values are taken from [ChecksumSettings], which checks them.
// @start region="metatype"
@ObjectClassDefinition(name = "DMA controller: checksum",
        description = "One controller whose channels copy memory and tell the CRC32C of it; any number of these may exist")
@interface ChecksumConfig {
    @AttributeDefinition(name = "Controller name",
            description = "Name of the controller, unique in the container; slave-map entries refer to it")
    String dma_controller();

    @AttributeDefinition(name = "Channels", description = "Number of channels", min = "1", max = "256", required = false)
    int dma_channels() default 1;
}
// @end
