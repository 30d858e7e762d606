package org.dmaengine.tck.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.tck.ControllerConformance;
import org.dmaengine.tck.report.Score;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;

/// Verdicts are published for as long as the channels that they rest on are there.
class ConformancesTest {
    private final List<Object> published = new ArrayList<>();
    private final Conformances conformances = new Conformances(context());
    private final ServiceReference<ChannelDriver> first = channel(0);
    private final ServiceReference<ChannelDriver> second = channel(1);

    @SuppressWarnings("unchecked") // a proxy knows no type arguments
    private static <T> T stub(Class<?> type, InvocationHandler handler) {
        return (T) Proxy.newProxyInstance(ConformancesTest.class.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> handler.invoke(proxy, method, arguments);
                });
    }

    private BundleContext context() {
        Bundle bundle = stub(Bundle.class, (_, _, _) -> new Version("0.1.0"));
        return stub(BundleContext.class, (_, method, arguments) -> method.getName().equals("getBundle") ? bundle
                : registration(((Dictionary<?, ?>) arguments[2]).get(ControllerConformance.CONTROLLER)));
    }

    private ServiceRegistration<?> registration(Object controller) {
        published.add(controller);
        return stub(ServiceRegistration.class, (_, _, _) -> {
            published.remove(controller);
            return null;
        });
    }

    private static ServiceReference<ChannelDriver> channel(int number) {
        Map<String, Object> properties = Map.of(ChannelDriver.CONTROLLER, "dma0", ChannelDriver.CHANNEL, number);
        return stub(ServiceReference.class, (_, _, arguments) -> properties.get(arguments[0]));
    }

    @BeforeEach
    void bind() {
        conformances.addDriver(first);
        conformances.addDriver(second);
    }

    private void publish() {
        conformances.publish("dma0", List.of(new Tested(first, new Score(List.of()), ""), new Tested(second, new Score(List.of()), "")));
    }

    @Test
    void shouldHaveOneVerdictOnEachController() {
        publish();
        publish();
        assertEquals(List.of("dma0"), published);
    }

    @Test
    void shouldWithdrawAVerdictWhenAChannelLeaves() {
        publish();
        conformances.removeDriver(second);
        assertEquals(List.of(), published);
    }

    @Test
    void shouldNotKeepAVerdictOnAChannelThatHasLeftBefore() {
        conformances.removeDriver(second);
        publish();
        assertEquals(List.of(), published);
    }
}
