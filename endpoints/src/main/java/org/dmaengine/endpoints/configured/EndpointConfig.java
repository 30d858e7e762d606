package org.dmaengine.endpoints.configured;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/// The configuration as consoles show it (Metatype). Values are taken from [EndpointSettings], which checks them.
@ObjectClassDefinition(name = "DMA peripheral: endpoint",
        description = "A file, socket, pipe or serial line as a peripheral on a request line; any number of these may exist")
@interface EndpointConfig {
    @AttributeDefinition(name = "Endpoint", description = "Such as tty:/dev/ttyUSB0,baud=115200 or tcp:localhost:9000")
    String endpoint();

    @AttributeDefinition(name = "Direction", description = "Whether it gives or takes",
            options = {
                @Option(label = "Source: from the device to memory", value = "DEV_TO_MEM"),
                @Option(label = "Sink: from memory to the device", value = "MEM_TO_DEV")
            })
    String direction();

    @AttributeDefinition(name = "Request line", description = "The line that it drives", min = "0")
    int dma_request_line();

    @AttributeDefinition(name = "Bus address", description = "Where its data register is; none if any will do", required = false)
    long dma_bus_address();

    @AttributeDefinition(name = "Controller", description = "The controller it is wired to; none for all", required = false)
    String dma_controller();

    @AttributeDefinition(name = "Reopen",
            description = "Whether it is opened again when it has failed or ended, after the transfer has been told", required = false)
    boolean reopen() default false;
}
