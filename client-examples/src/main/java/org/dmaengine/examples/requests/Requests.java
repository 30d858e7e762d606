package org.dmaengine.examples.requests;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.dmaengine.Capability;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Requests channels by name, by capability and by filter: at once, with a deadline, or as soon as there is one.
@Component(service = Requests.class)
public class Requests {
    private final SlaveMap slaveMap;
    private final DmaEngine engine;

    @Activate
    public Requests(@Reference SlaveMap slaveMap, @Reference DmaEngine engine) {
        this.slaveMap = slaveMap;
        this.engine = engine;
    }

    /// Now, or never.
    // @start region="name"
    public DmaChannel byName() {
        return slaveMap.requestChannel("shell", "copy");
    }
    // @end

    /// Any free channel that can do both.
    // @start region="capability"
    public DmaChannel byCapability() {
        return engine.requestAny(Capability.MEMCPY, Capability.MEMSET);
    }
    // @end

    /// A channel of one controller that takes transfers of this length.
    // @start region="filter"
    public DmaChannel byFilter(String controller, long longest) {
        return engine.request(ChannelRequest.of(Capability.MEMCPY)
                .onController(controller)
                .where(channel -> channel.capabilities().maxTransferLength() >= longest));
    }
    // @end

    /// Waits for its description, its controller and its release.
    // @start region="deadline"
    public DmaChannel within(Duration patience, String device, String name) throws InterruptedException {
        return slaveMap.requestChannel(device, name, patience);
    }
    // @end

    /// Holds no thread while it waits.
    // @start region="async"
    public CompletionStage<String> whenThereIsOne(String device, String name) {
        return slaveMap.requestChannelAsync(device, name).thenApplyAsync(channel -> {
            try (channel) {
                return channel.client() + " is " + channel.name();
            }
        });
    }
    // @end

    /// What to do about a refusal.
    // @start region="refusal"
    public String tryIt(String device, String name) {
        try (DmaChannel channel = slaveMap.requestChannel(device, name)) {
            return "got " + channel.name();
        } catch (DmaException refusal) {
            return switch (refusal) {
                case DmaException.NoSuchChannel e -> "correct the name or the board: " + e.getMessage();
                case DmaException.NotYetAvailable e -> "wait for the controller: " + e.getMessage();
                case DmaException.ChannelBusy e -> "wait for " + e.holder();
                case DmaException.Rejected e -> "not for this bundle: " + e.getMessage();
                case DmaException.ChannelGone e -> "the core is stopping: " + e.getMessage();
                case DmaException.TimedOut e -> throw new AssertionError("only the forms that wait time out", e);
            };
        }
    }
    // @end
}
