package org.dmaengine.controller.watch;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// The configuration as consoles show it (Metatype). Values are taken from [WatchSettings], which checks them.
@ObjectClassDefinition(name = "DMA controller: watch",
        description = "The channels of another controller under a name of their own, with everything that is asked of its drivers counted")
@interface WatchConfig {
    @AttributeDefinition(name = "Watches", description = "Name of the controller whose drivers do the work")
    String watches();

    @AttributeDefinition(name = "Controller name", description = "Name under which clients find the watched channels")
    String dma_controller();

    @AttributeDefinition(name = "Step", description = "Most bytes of a step, so that transfers are cut more often; 0 for as many as the driver likes",
            min = "0", required = false)
    long step_bytes() default 0;
}
