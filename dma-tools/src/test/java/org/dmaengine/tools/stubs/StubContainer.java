package org.dmaengine.tools.stubs;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.ChannelInfo;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.spi.ControllerAdmin;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// A framework with one bundle of controllers, an instance of two channels for each configuration, and what it was asked to do. Everything
/// happens at once.
public final class StubContainer implements DmaEngine, ControllerAdmin {
    private static final long BUNDLE = 7;
    private static final int CHANNELS = 2;

    /// What was done, in order.
    public final List<String> log = Collections.synchronizedList(new ArrayList<>());
    /// Configurations by their PIDs.
    public final Map<String, Dictionary<String, Object>> configurations = new TreeMap<>();
    /// Whether configurations and bundles bring up anything.
    public boolean dead;
    /// Thrown by what the bundle is asked to do, if set.
    public BundleException refusal;
    /// Whether configurations may not be changed.
    public boolean readOnly;
    /// Whether channels say which configuration they come from.
    public boolean hasPids = true;

    private final Map<String, Long> instances = new TreeMap<>();
    private long services;

    /// Brings up an instance.
    public StubContainer with(String pid, Map<String, Object> properties) {
        put(pid, new Hashtable<>(properties));
        return this;
    }

    private synchronized void put(String pid, Dictionary<String, Object> properties) {
        configurations.put(pid, properties);
        register(pid);
    }

    private void register(String pid) {
        instances.remove(pid);
        if (!dead) {
            services += CHANNELS;
            instances.put(pid, services);
        }
    }

    private synchronized void remove(String pid) {
        configurations.remove(pid);
        instances.remove(pid);
    }

    @Override
    public synchronized List<ChannelInfo> channels() {
        List<ChannelInfo> all = new ArrayList<>();
        instances.forEach((pid, service) -> {
            for (int i = 0; i < CHANNELS; i++) {
                all.add(info(pid, i, service - i));
            }
        });
        return all;
    }

    private ChannelInfo info(String pid, int number, long service) {
        Dictionary<String, Object> configuration = configurations.get(pid);
        Map<String, Object> properties = new TreeMap<>(Map.of("service.id", service, "service.bundleid", BUNDLE));
        if (hasPids) {
            properties.put("service.pid", pid);
        }
        if (configuration.get("service.ranking") != null) {
            properties.put("service.ranking", configuration.get("service.ranking"));
        }
        return new ChannelInfo((String) configuration.get("dma.controller"), number, "dma0chan" + number,
                ChannelCapabilities.of(Capability.MEMCPY).build(), "", properties);
    }

    @Override
    public int fail(String controller, String reason) {
        log.add("fail " + controller);
        return CHANNELS;
    }

    public BundleContext context() {
        return like(BundleContext.class, (_, method, arguments) -> switch (method.getName()) {
            case "getBundle" -> arguments[0].equals(BUNDLE) ? bundle() : null;
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private Bundle bundle() {
        return like(Bundle.class, (_, method, arguments) -> switch (method.getName()) {
            case "stop", "start", "update" -> acted(method.getName() + (arguments == null ? "" : " " + arguments[0]));
            case "getSymbolicName" -> "stub.controllers";
            case "getLocation" -> "file:stub.jar";
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private synchronized Object acted(String what) throws BundleException {
        log.add(what);
        if (refusal != null) {
            throw refusal;
        }
        if (what.startsWith("stop")) {
            instances.clear();
        } else {
            configurations.keySet().forEach(this::register);
        }
        return null;
    }

    public ConfigurationAdmin admin() {
        return like(ConfigurationAdmin.class, (_, method, arguments) -> switch (method.getName()) {
            case "listConfigurations" -> {
                Configuration[] found = configurations.keySet().stream().filter(pid -> arguments[0].equals("(service.pid=" + pid + ")"))
                        .map(this::configuration).toArray(Configuration[]::new);
                yield found.length == 0 ? null : found;
            }
            case "getFactoryConfiguration" -> configuration(arguments[0] + "~" + arguments[1]);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    @SuppressWarnings("unchecked")
    private Configuration configuration(String pid) {
        return like(Configuration.class, (_, method, arguments) -> switch (method.getName()) {
            case "getPid" -> pid;
            case "getFactoryPid" -> pid.contains("~") ? pid.substring(0, pid.indexOf('~')) : null;
            case "getBundleLocation" -> "?";
            case "getProperties" -> configurations.get(pid);
            case "update" -> {
                if (readOnly) {
                    throw new SecurityException("it is read-only");
                }
                log.add("update " + pid);
                put(pid, (Dictionary<String, Object>) arguments[0]);
                yield null;
            }
            case "delete" -> {
                log.add("delete " + pid);
                remove(pid);
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T like(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public DmaChannel request(ChannelRequest request) {
        throw new UnsupportedOperationException("not needed by the tools");
    }

    @Override
    public DmaChannel request(ChannelRequest request, Duration timeout) {
        throw new UnsupportedOperationException("not needed by the tools");
    }

    @Override
    public CompletionStage<DmaChannel> requestAsync(ChannelRequest request) {
        throw new UnsupportedOperationException("not needed by the tools");
    }
}
