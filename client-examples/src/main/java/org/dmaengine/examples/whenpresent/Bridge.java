package org.dmaengine.examples.whenpresent;

import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;
import org.osgi.service.condition.Condition;

/// A component that needs two channels: one by its satisfying condition, the other by a reference.
// @start region="two"
@Component(service = Bridge.class)
@SatisfyingConditionTarget("(osgi.condition.id=dma:bridge:in)")
public class Bridge {
    private final DmaChannel in;
    private final DmaChannel out;

    @Activate
    public Bridge(@Reference SlaveMap slaveMap,
                  @Reference(target = "(osgi.condition.id=dma:bridge:out)") Condition outIsPresent) {
        in = slaveMap.requestChannel("bridge", "in");
        try {
            out = slaveMap.requestChannel("bridge", "out");
        } catch (RuntimeException e) {
            in.close(); // busy: leave nothing behind
            throw e;
        }
    }

    @Deactivate
    void deactivate() {
        out.close();
        in.close();
    }

    /// The names of both channels.
    public String channels() {
        return in.name() + " and " + out.name();
    }
}
// @end
