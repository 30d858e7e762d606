package org.dmaengine.examples.firstclient;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveMap;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Says what it is told, by way of a channel: `./dmaengine example:echo hello`.
// @start region="echo"
@Component(service = Echo.class, property = {"osgi.command.scope=example", "osgi.command.function=echo"})
public class Echo {
    private final SlaveMap slaveMap;

    @Activate
    public Echo(@Reference SlaveMap slaveMap) {
        this.slaveMap = slaveMap;
    }

    public String echo(String text) throws InterruptedException {
        byte[] said = text.getBytes(UTF_8);
        byte[] heard = new byte[said.length];
        try (DmaChannel channel = slaveMap.requestChannel("shell", "copy");
             Mapping from = channel.mapper().map(MemorySegment.ofArray(said), MapDirection.TO_DEVICE);
             Mapping to = channel.mapper().map(MemorySegment.ofArray(heard), MapDirection.FROM_DEVICE)) {
            long cookie = channel.prepareMemcpy(to, 0, from, 0, said.length).submit();
            channel.issuePending();
            channel.await(cookie, Duration.ofSeconds(5));
        }
        return new String(heard, UTF_8);
    }
}
// @end
