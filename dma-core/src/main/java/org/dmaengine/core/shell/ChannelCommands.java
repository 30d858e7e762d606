package org.dmaengine.core.shell;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.registry.ChannelRegistry;
import org.dmaengine.core.registry.ChannelSlot;
import org.dmaengine.core.registry.ControllerInstance;
import org.dmaengine.core.registry.Holder;
import org.dmaengine.core.registry.WaitingLease;
import org.dmaengine.shell.Table;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// `dma:list` and `dma:summary`: what channels there are and who uses them.
@Component(service = ChannelCommands.class, property = {"osgi.command.scope=dma", "osgi.command.function=list", "osgi.command.function=summary"})
public final class ChannelCommands {
    private static final Usage LIST = Usage.bare("dma:list");
    private static final Usage SUMMARY = Usage.bare("dma:summary");

    private final ChannelRegistry registry;

    /// Looks into this registry.
    @Activate
    public ChannelCommands(@Reference ChannelRegistry registry) {
        this.registry = registry;
    }

    /// A line for each channel.
    @Descriptor("lists all channels: controller, capabilities, holder, queue depth, transfers, bytes")
    public String list(@Descriptor("none: it takes no words") String... none) {
        LIST.expect(none.length == 0, none);
        List<ChannelSlot> slots = registry.slotsByName();
        List<WaitingLease> waiting = registry.waitingLeases();
        if (slots.isEmpty() && waiting.isEmpty()) {
            return "no channels: no controller is present";
        }
        Table table = new Table("CHANNEL", "CONTROLLER", "CAPABILITIES", "HOLDER", "QUEUE", "TRANSFERS", "BYTES", "STATE");
        for (ChannelSlot slot : slots) {
            VirtualChannel lease = slot.lease();
            Holder holder = slot.holder();
            table.row(slot.name(), slot.controller().name(), capabilities(slot), holder == null ? "-" : holder.toString(),
                    lease == null ? "0" : Integer.toString(lease.queueDepth()), Long.toString(slot.totals().transfers()),
                    Long.toString(slot.totals().bytes()), state(slot, lease));
        }
        for (WaitingLease without : waiting) {
            table.row(without.lease().name(), "-", "-", without.holder().toString(), Integer.toString(without.lease().queueDepth()), "-", "-",
                    without.lease().standstill());
        }
        return table.toString();
    }

    /// Controllers and their used channels (DBG-02, DBG-03).
    @Descriptor("lists the channels in use by controller, as the kernel's dmaengine/summary does")
    public String summary(@Descriptor("none: it takes no words") String... none) {
        SUMMARY.expect(none.length == 0, none);
        StringBuilder text = new StringBuilder();
        ControllerInstance last = null;
        for (ChannelSlot slot : registry.slotsByName()) {
            ControllerInstance controller = slot.controller();
            if (controller != last) {
                long channels = registry.slots().stream().filter(other -> other.controller() == controller).count();
                text.append(last == null ? "" : "\n").append("dma").append(controller.number()).append(" (").append(controller.name())
                        .append("): number of channels: ").append(channels).append('\n');
                last = controller;
            }
            Holder holder = slot.holder();
            if (holder != null) {
                text.append(String.format(" %-13s| %s%s%n", slot.name(), holder.client().isEmpty() ? "in-use" : holder.client(),
                        slot.router().isEmpty() ? "" : " (via router: " + slot.router() + ")"));
            }
        }
        return last == null ? "no controller is present" : text.toString().stripTrailing();
    }

    private static String capabilities(ChannelSlot slot) {
        return slot.capabilities().types().stream().map(Enum::name).collect(Collectors.joining(","));
    }

    private static String state(ChannelSlot slot, VirtualChannel lease) {
        if (!slot.trouble().isEmpty()) {
            return "broken: " + slot.trouble();
        }
        if (lease == null) {
            return "free";
        }
        String standstill = lease.standstill();
        long losses = lease.losses();
        return (standstill.isEmpty() ? "in use" : standstill) + (losses == 0 ? "" : "; bytes lost: " + losses);
    }
}
