package org.dmaengine.core.slavemap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaStatus;
import org.dmaengine.SwapPolicy;
import org.dmaengine.SwapTerms;
import org.dmaengine.core.registry.ChannelSlot;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.SlaveMapEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/// Leases in use that follow the ranking, while one better controller after the other comes and the former one goes at once: an overtaken lease may be
/// leaving by itself, be left, be granted a slot and be given another one at the same time. `-Ddma.swaps=N` has N controllers come, `-Ddma.seed=N` replays.
class OvertakenTest {
    private static final int LEASES = 8;
    private static final int BYTES = 1 << 16;
    private static final int SWAPS = Integer.getInteger("dma.swaps", 300);
    private static final long SEED = Long.getLong("dma.seed", System.nanoTime());

    private final MappedContainer it = new MappedContainer();
    private final Board board = Board.file();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private volatile boolean over;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("every lease is served by each controller in turn, whether its entry names a channel or not")
    void shouldBeServedByEachBetterController(boolean namesChannels) throws Exception {
        System.out.println("overtaken: seed " + SEED);
        it.add(board);
        for (int i = 0; i < LEASES; i++) {
            board.with(new SlaveMapEntry("dev" + i, "tx", "pl330", "", namesChannels ? i : -1, -1, "", Map.of(), Set.of(),
                    new SwapTerms(Duration.ofMinutes(1), SwapPolicy.DRAIN, true), "board"));
        }
        List<ServiceReference<ChannelDriver>> serving = register(0);
        List<DmaChannel> channels = IntStream.range(0, LEASES).mapToObj(i -> it.request("client", "dev" + i, "tx")).toList();
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            List<Future<Long>> clients = channels.stream().map(channel -> threads.submit(() -> copyAgainAndAgain(channel))).toList();
            try {
                for (int swap = 1; swap <= SWAPS; swap++) {
                    serving = replace(serving, swap, channels);
                }
            } finally {
                over = true;
            }
            for (Future<Long> client : clients) {
                assertEquals(0, client.get(), "copies that did not complete");
            }
        }
    }

    private List<ServiceReference<ChannelDriver>> replace(List<ServiceReference<ChannelDriver>> former, int ranking, List<DmaChannel> channels) {
        List<ServiceReference<ChannelDriver>> next = register(ranking);
        LockSupport.parkNanos(random.nextInt(1_000_000));
        former.forEach(it.container::unregister);
        Set<String> present = it.container.registry().slots().stream().map(ChannelSlot::name).collect(Collectors.toSet());
        Patience.until(() -> channels.stream().allMatch(channel -> present.contains(channel.name())),
                "controller " + ranking + " serves all leases; seed " + SEED);
        LockSupport.parkNanos(random.nextInt(1_000_000));
        return next;
    }

    private List<ServiceReference<ChannelDriver>> register(int ranking) {
        List<ServiceReference<ChannelDriver>> channels = new ArrayList<>();
        for (int i = 0; i < LEASES; i++) {
            channels.add(it.container.register(Map.of(ChannelDriver.CONTROLLER, "pl330", ChannelDriver.CHANNEL, i, Constants.SERVICE_RANKING, ranking,
                    ChannelDriver.INSTANCE, (long) ranking), MappedContainer.driver()));
        }
        return channels;
    }

    private long copyAgainAndAgain(DmaChannel channel) throws InterruptedException {
        Mapping from = channel.mapper().map(Arena.ofAuto().allocate(BYTES), MapDirection.TO_DEVICE);
        Mapping to = channel.mapper().map(Arena.ofAuto().allocate(BYTES), MapDirection.FROM_DEVICE);
        long failed = 0;
        while (!over) {
            List<Long> cookies = IntStream.range(0, 4).mapToObj(_ -> channel.prepareMemcpy(to, 0, from, 0, BYTES).submit()).toList();
            channel.issuePending();
            for (long cookie : cookies) {
                failed += channel.await(cookie, Duration.ofSeconds(30)).status() == DmaStatus.COMPLETE ? 0 : 1;
            }
            LockSupport.parkNanos(200_000);
        }
        return failed;
    }
}
