package org.dmaengine.it;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveMap;
import org.dmaengine.testing.SmallBundle;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/// A [BusyClient] as a component that depends on the engine's services, and if the property `tidy` says so closes its channels
/// when it is deactivated.
public final class BusyComponent implements Function<Boolean, List<String>> {
    static final String NAME = "org.example.busy.component";

    private SlaveMap slaveMap;
    private DmaEngine engine;
    private boolean tidy;
    private BusyClient client;

    /// Installs it in a bundle of its own.
    ///
    /// @param properties of the component, beside `device`
    static Bundle install(BundleContext context, String device, Map<String, String> properties) throws BundleException {
        StringBuilder further = new StringBuilder();
        properties.forEach((name, value) -> further.append("<property name='%s' value='%s'/>".formatted(name, value)));
        return SmallBundle.named(NAME).containing(BusyComponent.class, BusyClient.class, Lane.class)
                .header("Service-Component", "OSGI-INF/busy.xml")
                .file("OSGI-INF/busy.xml", """
                        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.5.0" name="%1$s" immediate="true"
                                activate="activate" deactivate="deactivate">
                          <implementation class="%2$s"/>
                          <property name="device" value="%3$s"/>%4$s
                          <service><provide interface="java.util.function.Function"/></service>
                          <reference name="slaveMap" interface="org.dmaengine.SlaveMap" field="slaveMap"/>
                          <reference name="engine" interface="org.dmaengine.DmaEngine" field="engine"/>
                        </scr:component>
                        """.formatted(NAME, BusyComponent.class.getName(), device, further))
                .install(context);
    }

    void activate(Map<String, Object> properties) throws InterruptedException {
        tidy = "true".equals(properties.get("tidy"));
        client = BusyClient.begin(slaveMap, engine, (String) properties.get("device"));
    }

    void deactivate() {
        if (tidy) {
            client.close();
        }
    }

    @Override
    public List<String> apply(Boolean gone) {
        return client.apply(gone);
    }
}
