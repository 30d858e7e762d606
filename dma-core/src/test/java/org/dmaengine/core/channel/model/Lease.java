package org.dmaengine.core.channel.model;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.dmaengine.BusWidth;
import org.dmaengine.CompletionCallback;
import org.dmaengine.CookieCallback;
import org.dmaengine.Direction;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.SlaveConfig;
import org.dmaengine.SwapPolicy;
import org.dmaengine.TransferResult;
import org.dmaengine.TransferStatus;
import org.dmaengine.core.channel.Binding;
import org.dmaengine.core.channel.LeaseTerms;
import org.dmaengine.core.channel.Totals;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.engine.Completers;
import org.dmaengine.core.engine.Engine;
import org.dmaengine.core.engine.Timers;
import org.dmaengine.core.mapping.DmaDevice;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.core.stubs.RecordingLog;
import org.dmaengine.core.stubs.StubOwner;
import org.dmaengine.core.stubs.ThreadPerCall;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.DmaVec;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.mapping.ScatterList;

/// The channel itself, with an engine and completers that do nothing before they are told to.
final class Lease {
    private static final int TOO_MANY_ROUNDS = 100_000;

    final Environment environment;
    final StubOwner owner = new StubOwner(Patience.NANOS);
    final RecordingLog log = new RecordingLog();
    final Totals totals = new Totals();
    final VirtualChannel channel;
    /// Channels that want to deliver.
    final ConcurrentLinkedQueue<Completers.Deliverable> waiting = new ConcurrentLinkedQueue<>();
    final List<DmaDescriptor> descriptors = new ArrayList<>();
    /// Ends of stages since the last look.
    final List<String> stageEnds = Collections.synchronizedList(new ArrayList<>());
    private final Player completer;
    private final Setup setup;
    private final ThreadPerCall asides = new ThreadPerCall();
    private volatile Engine engine;
    private volatile HabitDriver driver;
    private final Mapping from;
    private final Mapping to;
    private final Mapping[] sourceLists = new Mapping[Spec.LISTS.length];
    private final Mapping[] targetLists = new Mapping[Spec.LISTS.length];

    Lease(Setup setup, Environment environment, Player completer) {
        this.environment = environment;
        this.completer = completer;
        this.setup = setup;
        if (setup.swaps()) {
            owner.hasReplacements();
        }
        driver = new HabitDriver(setup, environment);
        engine = new Engine(driver.engine(), System::nanoTime, asides);
        DmaDevice device = new DmaDevice("model", false, false, text -> { });
        channel = new VirtualChannel(new Binding("dma0chan0", driver, engine, device, driver.capabilities(), totals), "model", "", owner,
                waiting::add, Timers.byHand(() -> 0), setup.capacity(), log.logger());
        channel.open(LeaseTerms.NONE);
        MemorySegment source = MemorySegment.ofArray(environment.source);
        MemorySegment target = MemorySegment.ofArray(environment.target);
        from = channel.mapper().map(source, MapDirection.TO_DEVICE);
        to = channel.mapper().map(target, MapDirection.FROM_DEVICE);
        for (int i = 0; i < Spec.LISTS.length; i++) {
            sourceLists[i] = channel.mapper().map(list(source, Spec.LISTS[i]), MapDirection.TO_DEVICE);
            targetLists[i] = channel.mapper().map(list(target, Spec.LISTS[i]), MapDirection.FROM_DEVICE);
        }
    }

    private static ScatterList list(MemorySegment memory, int[] pieces) {
        List<MemorySegment> segments = new ArrayList<>();
        for (int i = 0; i < pieces.length; i += 2) {
            segments.add(memory.asSlice(pieces[i], pieces[i + 1]));
        }
        return new ScatterList(segments);
    }

    // ---- the engine ----

    /// Goes round until nothing rings.
    String run() {
        for (int rounds = 0; engine.round(); rounds++) {
            if (rounds == TOO_MANY_ROUNDS) {
                return "the engine goes round without end";
            }
        }
        return Texts.DONE;
    }

    /// Waits for the thread that the channel uses to stop a driver that may take its time.
    void untilStopped() {
        asides.await("stop");
    }

    /// The driver says that there is something to do.
    void wake() {
        driver.host.wake();
    }

    // ---- calls of a client; the text says what they answered ----

    String configure(boolean valid) {
        channel.configure(SlaveConfig.builder().destination(0, BusWidth.UNDEFINED, valid ? 1 : Setup.MAX_BURST + 1).build());
        return Texts.DONE;
    }

    String prepare(Spec s) {
        descriptors.add(switch (s.kind()) {
            case MEMCPY -> channel.prepareMemcpy(to, s.to(), from, s.from(), s.length(), s.flagList());
            case MEMSET -> channel.prepareMemset(to, s.to(), s.fill(), s.length(), s.flagList());
            case MEMCPY_SG -> channel.prepareMemcpySg(targetLists[s.to()], sourceLists[s.from()], s.flagList());
            case MEMSET_SG -> channel.prepareMemsetSg(targetLists[s.to()], s.fill(), s.flagList());
            case OUT -> channel.prepareSlaveSingle(from, s.from(), s.length(), Direction.MEM_TO_DEV, s.flagList());
            case IN -> channel.prepareSlaveSingle(to, s.to(), s.length(), Direction.DEV_TO_MEM, s.flagList());
            case OUT_SG -> channel.prepareSlaveSg(sourceLists[s.from()], Direction.MEM_TO_DEV, s.flagList());
            case VECTOR_OUT -> channel.preparePeripheralVec(List.of(new DmaVec(from, s.from(), s.length()),
                    new DmaVec(from, s.to(), s.part())), Direction.MEM_TO_DEV, s.flagList());
            case CYCLIC_OUT -> channel.prepareCyclic(from, s.from(), s.length(), s.part(), Direction.MEM_TO_DEV, s.flagList());
            case CYCLIC_IN -> channel.prepareCyclic(to, s.to(), s.length(), s.part(), Direction.DEV_TO_MEM, s.flagList());
            case INTERLEAVED -> channel.prepareInterleaved(InterleavedTemplate.memoryToMemory(to, s.to(), from, s.from())
                    .frames(s.count(), new DataChunk(s.length(), s.gap()), new DataChunk(s.part(), s.gap())).build(), s.flagList());
            case INTERRUPT -> channel.prepareInterrupt(s.flagList());
        });
        return Texts.DONE;
    }

    String enqueue(Spec s) {
        return "cookie " + channel.enqueueMemcpy(to, s.to(), from, s.from(), s.length(), s.flags());
    }

    String reusable(int d, boolean on) {
        descriptors.get(d).reusable(on);
        return Texts.DONE;
    }

    String callback(int d, ModelDescriptor.Form form) {
        String who = "d" + d;
        if (form == ModelDescriptor.Form.COOKIE) {
            descriptors.get(d).onComplete((CookieCallback) (cookie, outcome, residue) ->
                    completer.inCallback(Texts.cookie(who, cookie, outcome, residue)));
        } else {
            descriptors.get(d).onComplete((CompletionCallback) result -> completer.inCallback(text(who, result)));
        }
        return Texts.DONE;
    }

    String stage(int d) {
        descriptors.get(d).completion().thenAccept(result -> stageEnds.add("stage of " + text("d" + d, result)));
        return Texts.DONE;
    }

    private static String text(String who, TransferResult r) {
        return Texts.result(who, r.cookie(), r.outcome(), r.length(), r.residue(), r.uncertain(), r.periods(), r.sequence());
    }

    String channelCallback(boolean on) {
        channel.onComplete(on ? (cookie, outcome, residue) -> completer.inCallback(Texts.cookie("channel", cookie, outcome, residue)) : null);
        return Texts.DONE;
    }

    String submit(int d) {
        return "cookie " + descriptors.get(d).submit();
    }

    String discard(int d) {
        descriptors.get(d).discard();
        return Texts.DONE;
    }

    String issue() {
        channel.issuePending();
        return Texts.DONE;
    }

    String harvest(int most, long before) {
        long[] cookies = new long[most];
        int count = channel.harvest(cookies);
        for (int i = 0; i < count; i++) {
            if (cookies[i] != before + 1 + i) {
                return "harvested " + Arrays.toString(cookies) + " after " + before;
            }
        }
        return "harvested " + (before + 1) + " to " + (before + count);
    }

    String status(long cookie) {
        TransferStatus s = channel.status(cookie);
        return Texts.status(s.cookie(), s.status(), s.outcome(), s.last(), s.used(), s.residue(), s.uncertain());
    }

    String hasEnded(long cookie) {
        return String.valueOf(channel.hasEnded(cookie));
    }

    String await(long cookie, Duration timeout) throws InterruptedException {
        TransferStatus s = channel.await(cookie, timeout);
        return Texts.ended(s.status(), s.outcome());
    }

    String pause() {
        channel.pause();
        return Texts.DONE;
    }

    String resume() {
        channel.resume();
        return Texts.DONE;
    }

    String terminate() {
        channel.terminateAsync();
        return Texts.DONE;
    }

    String terminateSync() {
        channel.terminateSync();
        return Texts.DONE;
    }

    String synchronize() {
        channel.synchronize();
        return Texts.DONE;
    }

    String close() {
        channel.close();
        return Texts.DONE;
    }

    void detach(boolean fails) {
        channel.swapPolicy(fails ? SwapPolicy.FAIL : SwapPolicy.STOP);
        long soon = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        channel.detach(channel.attachment(), "the controller leaves", soon, soon, _ -> () -> { });
    }

    /// A driver of the same kind, with an engine and a DMA device of its own.
    void attach() {
        driver = new HabitDriver(setup, environment);
        engine = new Engine(driver.engine(), System::nanoTime, asides);
        channel.attach(channel.attachment(new Binding("dma1chan0", driver, engine, new DmaDevice("next", false, false, text -> { }),
                driver.capabilities(), totals)), LeaseTerms.NONE);
    }

    void giveUp() {
        channel.giveUp("no controller came");
    }

    void depart() {
        channel.depart("the controller leaves", System.nanoTime() + Duration.ofMinutes(1).toNanos());
    }
}
