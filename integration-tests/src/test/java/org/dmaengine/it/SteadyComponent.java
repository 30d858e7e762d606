package org.dmaengine.it;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveMap;
import org.dmaengine.testing.SmallBundle;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/// A component that declares nothing but the Condition of its channel, and copies for as long as it is active. It is told of no swap.
///
/// What it says is `active`, what is wrong as soon as something is, then `inactive` and all that was wrong, the empty list if nothing was.
public final class SteadyComponent {
    static final String NAME = "org.example.steady.client";
    private static final int BYTES = 64 << 10;

    private SlaveMap slaveMap;
    private BlockingQueue<String> log;
    private AtomicLong transfers;
    private DmaChannel channel;
    private SteadyCopies copies;

    static Bundle install(BundleContext context, String device) throws BundleException {
        return SmallBundle.named(NAME).containing(SteadyComponent.class, SteadyCopies.class, Peripherals.class)
                .header("Service-Component", "OSGI-INF/client.xml")
                .file("OSGI-INF/client.xml", """
                        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.5.0" name="%1$s" immediate="true"
                                activate="activate" deactivate="deactivate">
                          <implementation class="%2$s"/>
                          <property name="osgi.ds.satisfying.condition.target" value="(osgi.condition.id=dma:%3$s:copy)"/>
                          <property name="device" value="%3$s"/>
                          <reference name="slaveMap" interface="org.dmaengine.SlaveMap" field="slaveMap"/>
                          <reference name="log" interface="java.util.concurrent.BlockingQueue" field="log"/>
                          <reference name="transfers" interface="java.util.concurrent.atomic.AtomicLong" field="transfers"/>
                        </scr:component>
                        """.formatted(NAME, SteadyComponent.class.getName(), device))
                .install(context);
    }

    void activate(Map<String, Object> properties) {
        channel = slaveMap.requestChannel((String) properties.get("device"), "copy");
        copies = new SteadyCopies(channel, BYTES, transfers, log::add).begin();
        log.add("active");
    }

    void deactivate() throws InterruptedException {
        List<String> complaints = copies.finish();
        channel.close();
        log.add("inactive " + complaints);
    }
}
