package org.dmaengine.tools.swaptest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.dmaengine.DmaChannel;
import org.dmaengine.SwapPolicy;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.tools.swaptest.Rig.Controller;
import org.osgi.framework.ServiceRegistration;

/// All clients. Of four of a mixed load two copy, one has a ring filled, and one sends lists; of the copying ones every other one lets nothing
/// finish on a controller that leaves, so that copies are cut.
final class Clients implements AutoCloseable {
    private final List<Client> all = new ArrayList<>();
    private final List<ServiceRegistration<FifoPort>> ports = new ArrayList<>();

    /// One client.
    ///
    /// @param channel number of its channel
    record Client(Load load, Controller controller, int channel) {
    }

    Clients(Rig rig, SwapTestParameters parameters, Ledger ledger, SplittableRandom random) throws InterruptedException {
        try {
            Map<Controller, Integer> numbers = new EnumMap<>(Controller.class);
            for (int i = 0; i < parameters.channels(); i++) {
                Controller controller = parameters.mix().controller(i);
                int number = numbers.merge(controller, 1, Integer::sum) - 1;
                all.add(new Client(parameters.mix() == Mix.DRAIN ? copies(rig, i, number, ledger, random.split())
                        : load(rig, i, number, ledger, random.split()), controller, number));
            }
        } catch (RuntimeException | InterruptedException e) {
            close();
            throw e;
        }
    }

    /// How many channels of which controller they need.
    static Map<Controller, Integer> channels(SwapTestParameters parameters) {
        Map<Controller, Integer> channels = new EnumMap<>(Controller.class);
        for (int i = 0; i < parameters.channels(); i++) {
            channels.merge(parameters.mix().controller(i), 1, Integer::sum);
        }
        return channels;
    }

    private static Load copies(Rig rig, int client, int number, Ledger ledger, SplittableRandom random) throws InterruptedException {
        String name = "copy" + client;
        DmaChannel channel = rig.request(name, Controller.MEMORY, number);
        channel.swapPolicy(SwapPolicy.DRAIN);
        return new StampedCopies(name, channel, ledger, random);
    }

    private Load load(Rig rig, int client, int number, Ledger ledger, SplittableRandom random) throws InterruptedException {
        switch (client % 4) {
            case 1 -> {
                String name = "ring" + client;
                RingLoad load = new RingLoad(name, rig.request(name, Controller.PERIPHERALS, number), ledger, random, client);
                ports.add(rig.wire(load.port(), client));
                return load;
            }
            case 3 -> {
                String name = "list" + client;
                ListLoad load = new ListLoad(name, rig.request(name, Controller.PERIPHERALS, number), ledger, random, client);
                ports.add(rig.wire(load.port(), client));
                return load;
            }
            default -> {
                String name = "copy" + client;
                DmaChannel channel = rig.request(name, Controller.MEMORY, number);
                channel.swapPolicy(client % 4 == 0 ? SwapPolicy.DRAIN : SwapPolicy.STOP);
                return new CopyLoad(name, channel, ledger, random);
            }
        }
    }

    List<Client> all() {
        return all;
    }

    List<Client> of(Controller controller) {
        return all.stream().filter(client -> client.controller() == controller).toList();
    }

    void start() {
        all.forEach(client -> client.load().start());
    }

    /// Has all of them come to an end, everything looked at.
    void finish() throws InterruptedException {
        for (Client client : all) {
            client.load().finish();
        }
    }

    @Override
    public void close() {
        all.forEach(client -> client.load().close());
        ports.forEach(ServiceRegistration::unregister);
    }
}
