package org.dmaengine.simulation;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.dmaengine.DmaChannel;
import org.dmaengine.core.channel.Attachment;
import org.dmaengine.core.channel.Binding;
import org.dmaengine.core.channel.LeaseTerms;
import org.dmaengine.core.channel.Totals;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.mapping.DmaDevice;
import org.dmaengine.spi.ChannelDriver;
import org.osgi.service.log.Logger;

/// A channel of the core in the hands of a simulation, and what the registry would do for it.
final class Lease implements VirtualChannel.Owner {
    /// In virtual time, as in a container.
    private static final long SWAP_TIMEOUT = TimeUnit.SECONDS.toNanos(30);
    /// In real time, for what does not wait here.
    private static final long BOUND = TimeUnit.SECONDS.toNanos(2);

    private final Hall hall;
    private final String name;
    private final VirtualChannel channel;
    private final DmaChannel seenByClients;
    private int drivers;

    Lease(Hall hall, String name, ChannelDriver driver) {
        this.hall = hall;
        this.name = name;
        Logger log = (Logger) Proxy.newProxyInstance(Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (_, method, arguments) -> {
            if (method.getReturnType() == void.class && arguments != null && arguments[0] instanceof String) {
                hall.schedule().note(name + " log " + method.getName() + " " + Arrays.deepToString(arguments));
            }
            return method.getReturnType() == boolean.class ? true : null;
        });
        channel = new VirtualChannel(binding(driver), "simulation", "", this, hall, hall.timers(), VirtualChannel.DEFAULT_CAPACITY, log);
        channel.open(LeaseTerms.NONE);
        seenByClients = Calls.of(channel, name, hall);
    }

    private Binding binding(ChannelDriver driver) {
        String its = ++drivers == 1 ? name : name + "." + drivers;
        DmaDevice device = new DmaDevice(its, driver.capabilities().nativeMemory(), true, report -> hall.schedule().note(its + " misuse: " + report));
        return new Binding(its, new TracedDriver(its, driver, hall.schedule()), hall.engine(driver.engine()), device, driver.capabilities(), new Totals());
    }

    DmaChannel channel() {
        return seenByClients;
    }

    // ---- the test ----

    void leave() {
        Attachment leaving = channel.attachment();
        if (leaving.hasLeft()) {
            return;
        }
        hall.schedule().note(name + " controller leaves");
        long now = System.nanoTime();
        channel.detach(leaving, "its controller leaves", now, now + BOUND, _ -> () -> { });
        waitsForAnother();
    }

    void replaceBy(ChannelDriver driver) {
        leave();
        if (!channel.isServable()) {
            throw new IllegalStateException(name + " cannot be served by another driver: " + (channel.isWaiting()
                    ? "a call of the former one has not returned" : "it has been released, or is gone"));
        }
        hall.schedule().note(name + " another controller comes");
        channel.attach(channel.attachment(binding(driver)), LeaseTerms.NONE);
    }

    void end() {
        if (!channel.isClosed()) {
            Calls.release(channel, hall);
        }
    }

    private void waitsForAnother() {
        Attachment left = channel.attachment();
        hall.timers().at(hall.timers().nanoTime() + SWAP_TIMEOUT, () -> {
            if (channel.attachment() == left) {
                channel.giveUp("no other controller has come within " + TimeUnit.NANOSECONDS.toSeconds(SWAP_TIMEOUT) + " s");
            }
        });
    }

    // ---- the channel ----

    @Override
    public void released(VirtualChannel released, boolean clean) {
        hall.schedule().note(name + (clean ? " is released" : " is released, but its driver has not let go"));
    }

    @Override
    public void driverFailed(VirtualChannel failing, Attachment failed, Throwable thrown, boolean waits) {
        hall.schedule().note(name + " driver failed: " + thrown);
        if (waits) {
            waitsForAnother();
        }
    }

    @Override
    public void driverHangs(VirtualChannel hanging, Attachment attachment, String detail) {
        hall.schedule().note(name + " driver hangs: " + detail);
        waitsForAnother();
    }

    @Override
    public void driverReturned(VirtualChannel returning) {
        hall.schedule().note(name + " driver has returned");
    }

    @Override
    public long releaseDeadline() {
        return System.nanoTime() + BOUND;
    }
}
