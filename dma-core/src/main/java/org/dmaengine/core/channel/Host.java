package org.dmaengine.core.channel;

import java.util.Map;
import org.dmaengine.spi.ChannelHost;

/// What a driver knows of the lease that uses it.
record Host(Stepper stepper, String name, LeaseTerms terms) implements ChannelHost {
    @Override
    public void wake() {
        stepper.wake();
    }

    @Override
    public void wakeAt(long time) {
        stepper.wakeAt(time);
    }

    @Override
    public long nanoTime() {
        return stepper.nanoTime();
    }

    @Override
    public void priority(int priority) {
        stepper.priority(priority);
    }

    @Override
    public void waitsFor(String reason) {
        stepper.waitsFor(reason);
    }

    @Override
    public int requestLine() {
        return terms.requestLine();
    }

    @Override
    public Map<String, Object> parameters() {
        return terms.parameters();
    }
}
