package ${package}.driver;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// The configuration as consoles show it (Metatype). Values are taken from [DriverSettings], which checks them.
@ObjectClassDefinition(name = "DMA controller: ${rootArtifactId}",
        description = "One controller of one device; any number of these may exist")
@interface DriverConfig {
    @AttributeDefinition(name = "Controller name",
            description = "Name of the controller, unique in the container; slave-map entries refer to it")
    String dma_controller();

    @AttributeDefinition(name = "Channels", description = "Number of channels, all of the same device", min = "1", max = "256", required = false)
    int dma_channels() default 2;
}
