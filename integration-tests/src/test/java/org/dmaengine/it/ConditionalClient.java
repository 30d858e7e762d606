package org.dmaengine.it;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveMap;
import org.dmaengine.TransferFlag;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.testing.SmallBundle;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;

/// A component that is there while its channel's Condition is, keeps the channel busy, and closes it when it is deactivated.
public final class ConditionalClient {
    static final String NAME = "org.example.conditional.client";
    private static final int TRANSFERS = 64;
    private static final int BYTES = 4 << 20;

    private SlaveMap slaveMap;
    private BlockingQueue<String> log;
    private DmaChannel channel;

    static Bundle install(BundleContext context, String device) throws BundleException {
        return SmallBundle.named(NAME).containing(ConditionalClient.class)
                .header("Service-Component", "OSGI-INF/client.xml")
                .file("OSGI-INF/client.xml", """
                        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.5.0" name="%1$s" immediate="true"
                                activate="activate" deactivate="deactivate">
                          <implementation class="%2$s"/>
                          <property name="osgi.ds.satisfying.condition.target" value="(osgi.condition.id=dma:%3$s:copy)"/>
                          <property name="device" value="%3$s"/>
                          <reference name="slaveMap" interface="org.dmaengine.SlaveMap" field="slaveMap"/>
                          <reference name="log" interface="java.util.concurrent.BlockingQueue" field="log"/>
                        </scr:component>
                        """.formatted(NAME, ConditionalClient.class.getName(), device))
                .install(context);
    }

    void activate(Map<String, Object> properties) {
        channel = slaveMap.requestChannel((String) properties.get("device"), "copy");
        Mapping from = channel.mapper().allocate(BYTES);
        Mapping to = channel.mapper().allocate(BYTES);
        for (int i = 0; i < TRANSFERS; i++) {
            channel.prepareMemcpy(to, 0, from, 0, BYTES, TransferFlag.INTERRUPT).submit();
        }
        channel.issuePending();
        log.add("active");
    }

    void deactivate() {
        log.add("closing");
        String lease = "whole";
        try {
            channel.prepareInterrupt().discard();
        } catch (DmaException.ChannelGone e) {
            lease = "gone";
        }
        channel.close();
        log.add("closed, its lease was " + lease);
    }

    /// What it says, for the test.
    static final class Log implements AutoCloseable {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final ServiceRegistration<?> registration;

        Log(BundleContext context) {
            registration = context.registerService(BlockingQueue.class, lines, null);
        }

        String next() throws InterruptedException {
            return lines.poll(5, TimeUnit.SECONDS);
        }

        boolean isEmpty() {
            return lines.isEmpty();
        }

        /// The next line if there is one by now, else null.
        String poll() {
            return lines.poll();
        }

        @Override
        public void close() {
            registration.unregister();
        }
    }
}
