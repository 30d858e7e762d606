package org.dmaengine.core.registry;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.SwapTerms;
import org.dmaengine.core.engine.Timers;
import org.dmaengine.core.stubs.RecordingLog;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.RequestRouter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.ComponentContext;

/// As much of a framework as the registry and the slave map look at.
public final class Container {
    private volatile int coreState = Bundle.ACTIVE;
    private volatile int frameworkState = Bundle.ACTIVE;
    private final Bundle core = bundle("core", () -> coreState);
    private final Bundle framework = bundle("framework", () -> frameworkState);
    public final RecordingLog log = new RecordingLog();
    public final BundleContext context = stub(BundleContext.class, (proxy, method, arguments) -> switch (method.getName()) {
        case "registerService" -> published((Map<?, ?>) arguments[2]);
        case "getProperty" -> null;
        case "getBundle" -> arguments == null ? core : framework;
        default -> throw new UnsupportedOperationException(method.toString());
    });
    private final List<Map<?, ?>> published = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong();
    private final Map<Object, Rank> ranks = new ConcurrentHashMap<>();
    private final Set<ServiceReference<ChannelDriver>> gone = ConcurrentHashMap.newKeySet();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private Runnable onPublication = () -> { };
    private Runnable onWithdrawal = () -> { };
    private ServiceReference<ChannelDriver> lastRegistered;
    private final Routers routers = new Routers();
    private volatile long time;
    private final Timers timers = Timers.byHand(() -> time);
    private final ChannelRegistry registry;

    public Container() {
        this(2000);
    }

    /// @param releaseTimeout how long a release may take, in ms
    public Container(long releaseTimeout) {
        registry = new ChannelRegistry(context, stub(CoreConfig.class, Map.of("queue_capacity", 16, "release_timeout", releaseTimeout,
                "swap_drain", 250L, "swap_stop", 250L, "step_timeout", 60_000L)), routers, log.logger(), timers);
    }

    /// So much time passes on the core's clock; what is due then happens.
    public void pass(Duration duration) {
        time += duration.toNanos();
        timers.runDue();
    }

    /// No replacement comes: the time that leases wait for one by default passes.
    public void waitInVain() {
        pass(SwapTerms.DEFAULT.timeout());
    }

    public ChannelRegistry registry() {
        return registry;
    }

    /// The properties of the services that the core has registered and not taken back.
    public List<Map<?, ?>> published() {
        return List.copyOf(published);
    }

    /// What has happened, in order; the test adds its own.
    public List<String> events() {
        return events;
    }

    /// Runs inside the registration of a service of the core's, as a listener of the framework's.
    public void onPublication(Runnable listener) {
        onPublication = listener;
    }

    /// Runs inside the withdrawal of a service of the core's.
    public void onWithdrawal(Runnable listener) {
        onWithdrawal = listener;
    }

    /// The driver that was registered last.
    public ServiceReference<ChannelDriver> lastRegistered() {
        return lastRegistered;
    }

    private ServiceRegistration<?> published(Map<?, ?> properties) {
        published.add(properties);
        events.add("published " + properties.get("osgi.condition.id"));
        onPublication.run();
        return stub(ServiceRegistration.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "unregister" -> {
                published.remove(properties);
                events.add("withdrawn " + properties.get("osgi.condition.id"));
                onWithdrawal.run();
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    /// The context of a driver's bundle.
    public BundleContext drivers() {
        return stub(BundleContext.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "registerService" -> registration(asMap((Dictionary<?, ?>) arguments[2]), (ChannelDriver) arguments[1]);
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    private static Map<String, Object> asMap(Dictionary<?, ?> properties) {
        Map<String, Object> map = new HashMap<>();
        properties.keys().asIterator().forEachRemaining(key -> map.put((String) key, properties.get(key)));
        return map;
    }

    private ServiceRegistration<?> registration(Map<String, Object> properties, ChannelDriver driver) {
        ServiceReference<ChannelDriver> reference = register(properties, driver);
        return stub(ServiceRegistration.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "setProperties" -> {
                if (gone.contains(reference)) {
                    throw new IllegalStateException("already taken back");
                }
                properties.clear();
                properties.putAll(asMap((Dictionary<?, ?>) arguments[0]));
                ranks.computeIfPresent(reference, (same, rank) -> new Rank(ranking(properties), rank.id()));
                registry.updatedDriver(reference);
                yield null;
            }
            case "unregister" -> {
                if (!gone.add(reference)) {
                    throw new IllegalStateException("already taken back");
                }
                registry.removeDriver(reference);
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    /// Registers channel 0 of a controller.
    public ServiceReference<ChannelDriver> register(String controller, ChannelDriver driver) {
        return register(Map.of(ChannelDriver.CONTROLLER, controller, ChannelDriver.CHANNEL, 0), driver);
    }

    /// Registers a channel's driver with these service properties.
    public ServiceReference<ChannelDriver> register(Map<String, Object> properties, ChannelDriver driver) {
        ServiceReference<ChannelDriver> reference = reference(properties);
        lastRegistered = reference;
        registry.addDriver(reference, driver);
        return reference;
    }

    /// The properties of a driver's service have changed.
    public void update(ServiceReference<ChannelDriver> reference) {
        registry.updatedDriver(reference);
    }

    /// Takes a driver back, as its bundle does when it stops.
    public void unregister(ServiceReference<ChannelDriver> reference) {
        gone.add(reference);
        registry.removeDriver(reference);
    }

    /// The core's bundle begins to stop: its clients are told before its components are.
    public void beginStop() {
        coreState = Bundle.STOPPING;
    }

    /// The framework begins to shut down: bundle after bundle is stopped, clients perhaps before the core.
    public void beginShutdown() {
        frameworkState = Bundle.STOPPING;
    }

    /// Registers a router by its name.
    public ServiceReference<RequestRouter> register(String name, RequestRouter router) {
        ServiceReference<RequestRouter> reference = reference(Map.of(RequestRouter.ROUTER, name));
        routers.addRouter(reference, router);
        return reference;
    }

    /// Takes a router back.
    public void unregisterRouter(ServiceReference<RequestRouter> reference) {
        routers.removeRouter(reference);
    }

    /// The core stops.
    public void stopCore() {
        registry.deactivate();
    }

    /// The session of a client bundle.
    public ClientSession session(String bundle) {
        return new ClientSession(registry, component(bundle), log.logger());
    }

    /// A channel that a client bundle gets by capability.
    public DmaChannel request(String bundle, ChannelRequest wanted) {
        return session(bundle).request(new ByCapability(wanted));
    }

    /// What a component of the core's is told that a bundle uses.
    public ComponentContext component(String bundle) {
        return stub(ComponentContext.class, Map.of("getUsingBundle", bundle(bundle), "getBundleContext", context));
    }

    private static Bundle bundle(String name, IntSupplier state) {
        return stub(Bundle.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getState" -> state.getAsInt();
            case "getSymbolicName", "toString" -> name;
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    private static Bundle bundle(String name) {
        return stub(Bundle.class, Map.of("getSymbolicName", name, "getBundleId", 7L, "getState", Bundle.ACTIVE));
    }

    /// References are ordered as the framework orders them: by ranking, then the oldest first.
    @SuppressWarnings("unchecked") // a proxy knows no type arguments
    public <S> ServiceReference<S> reference(Map<String, Object> properties) {
        Bundle driver = bundle("driver");
        Rank rank = new Rank(ranking(properties), ids.getAndIncrement());
        ServiceReference<S> reference = stub(ServiceReference.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getProperty" -> properties.get(arguments[0]);
            case "getPropertyKeys" -> properties.keySet().toArray(new String[0]);
            case "getBundle" -> driver;
            case "compareTo" -> ranks.get(proxy).compareTo(ranks.get(arguments[0]));
            case "hashCode" -> rank.hashCode();
            case "equals" -> proxy == arguments[0];
            default -> throw new UnsupportedOperationException(method.toString());
        });
        ranks.put(reference, rank);
        return reference;
    }

    /// The service has another ranking now; nobody is told.
    public void rank(ServiceReference<?> reference, int ranking) {
        ranks.computeIfPresent(reference, (_, former) -> new Rank(ranking, former.id()));
    }

    private static int ranking(Map<String, Object> properties) {
        return properties.get("service.ranking") instanceof Integer ranking ? ranking : 0;
    }

    private record Rank(int ranking, long id) implements Comparable<Rank> {
        @Override
        public int compareTo(Rank other) {
            return ranking != other.ranking ? Integer.compare(ranking, other.ranking) : Long.compare(other.id, id);
        }
    }

    private static <T> T stub(Class<T> type, Map<String, Object> answers) {
        return stub(type, (proxy, method, arguments) -> switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> type.getSimpleName();
            default -> answers.get(method.getName());
        });
    }

    private static <T> T stub(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Container.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
