package org.dmaengine.core.channel.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.dmaengine.TransferFlags;
import org.dmaengine.core.engine.Completers;

/// Plays operations on a channel and on the model, and compares after each whatever can be observed. One thing happens at
/// a time: each actor is a thread of its own, and has its turn when it is told to.
final class Play implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int LONGEST_WAIT = 60;
    private static final int NEAR = 6;
    private static final int CLOSE_ONE_OF = 4;
    private static final int[] FLAGS = {TransferFlags.INTERRUPT, TransferFlags.INTERRUPT, TransferFlags.INTERRUPT, TransferFlags.NONE,
            TransferFlags.INTERRUPT | TransferFlags.FENCE, TransferFlags.INTERRUPT | TransferFlags.REPEAT,
            TransferFlags.INTERRUPT | TransferFlags.REPEAT | TransferFlags.LOAD_EOT, TransferFlags.INTERRUPT | TransferFlags.LOAD_EOT,
            TransferFlags.LOAD_EOT, TransferFlags.ACK};

    private final Setup setup;
    private final long patience;
    private final Map<Actor, Player> players = new EnumMap<>(Actor.class);
    private final List<String> lines = new ArrayList<>();
    private Model model;
    private Lease lease;
    private long settled;
    private long calls;

    Play(Setup setup, Duration patience) {
        this.setup = setup;
        this.patience = patience.toNanos();
        for (Actor actor : List.of(Actor.CLIENT_1, Actor.CLIENT_2, Actor.COMPLETER)) {
            players.put(actor, new Player(actor.toString().toLowerCase(Locale.ROOT)));
        }
        newLease();
    }

    private void newLease() {
        model = new Model(setup, new Environment());
        lease = new Lease(setup, new Environment(), players.get(Actor.COMPLETER));
        settled = 0;
    }

    /// What has been played, in words.
    List<String> lines() {
        return lines;
    }

    /// Calls made so far.
    long calls() {
        return calls;
    }

    /// Plays one operation if it makes sense now.
    void play(Op op) {
        if (!canAct(op.actor()) || !isPossible(op)) {
            return;
        }
        Op.Call call = replaced(op);
        model.countCall();
        calls++;
        switch (call) {
            case PREPARE -> {
                Spec spec = spec(op).with(misuse(op));
                clientCall(op, "prepare " + spec, () -> model.prepare(spec), () -> lease.prepare(spec));
            }
            case CONFIGURE -> {
                boolean valid = op.a() % 4 != 0;
                clientCall(op, "configure" + (valid ? "" : " wrongly"), () -> model.configure(valid), () -> lease.configure(valid));
            }
            case REUSE -> {
                boolean on = op.b() % 4 != 0;
                onDescriptor(op, "reusable(" + on + ")", d -> model.reusable(d, on), d -> lease.reusable(d, on));
            }
            case CALLBACK -> {
                ModelDescriptor.Form form = op.b() % 3 == 0 ? ModelDescriptor.Form.COOKIE : ModelDescriptor.Form.RESULT;
                onDescriptor(op, "onComplete(" + form + ")", d -> model.callback(d, form), d -> lease.callback(d, form));
            }
            case STAGE -> onDescriptor(op, "completion()", model::stage, lease::stage);
            case SUBMIT -> onDescriptor(op, "submit()", model::submit, lease::submit);
            case DISCARD -> onDescriptor(op, "discard()", model::discard, lease::discard);
            case ENQUEUE -> {
                Spec spec = Spec.of(Spec.Kind.MEMCPY, op.b(), op.a() % 2 == 0 ? TransferFlags.INTERRUPT : TransferFlags.NONE)
                        .with(model.gate == Model.Gate.OPEN ? misuse(op) : Spec.Misuse.NONE);
                clientCall(op, "enqueue " + spec, () -> model.enqueue(spec), () -> lease.enqueue(spec));
            }
            case ISSUE -> issue(op);
            case HARVEST -> {
                int most = op.a() % 4;
                long before = model.harvested();
                clientCall(op, "harvest(" + most + ")", () -> model.harvest(most), () -> lease.harvest(most, before));
            }
            case STATUS -> {
                long cookie = anyCookie(op);
                clientCall(op, "status(" + cookie + ")", () -> model.status(cookie), () -> lease.status(cookie));
            }
            case HAS_ENDED -> {
                long cookie = anyCookie(op);
                clientCall(op, "hasEnded(" + cookie + ")", () -> model.hasEnded(cookie), () -> lease.hasEnded(cookie));
            }
            case AWAIT -> {
                long cookie = anyCookie(op);
                boolean patient = op.b() % 3 == 0 && !isAnyWaiting();
                clientCall(op, "await(" + cookie + (patient ? ", long)" : ", 0)"), () -> model.await(op.actor(), cookie, patient),
                        () -> lease.await(cookie, patient ? LONG : Duration.ZERO));
            }
            case PAUSE -> clientCall(op, "pause()", model::pause, lease::pause);
            case RESUME -> clientCall(op, "resume()", model::resume, lease::resume);
            case TERMINATE -> clientCall(op, "terminateAsync()", model::terminate, lease::terminate);
            case TERMINATE_SYNC -> clientCall(op, "terminateSync()", () -> model.terminateSync(op.actor()), lease::terminateSync);
            case SYNCHRONIZE -> clientCall(op, "synchronize()", () -> model.synchronize(op.actor()), lease::synchronize);
            case CLOSE -> clientCall(op, "close()", () -> model.close(op.actor()), lease::close);
            case CHANNEL_CALLBACK -> {
                boolean on = op.a() % 4 != 0;
                clientCall(op, "channel.onComplete(" + on + ")", () -> channelCallback(on), () -> lease.channelCallback(on));
            }
            case ROUND -> round(op);
            case HABITS -> habits(op);
            case DEPART -> {
                line(op, "leaves");
                model.depart();
                lease.depart();
                say("");
            }
            case NEW_LEASE -> {
                line(op, "has a new client");
                say("");
                newLease();
            }
            case DELIVER -> deliver(op);
            case LEAVE -> leave(op);
        }
        compare();
    }

    // ---- what is possible ----

    private boolean canAct(Actor actor) {
        return actor == Actor.ENGINE || !model.isWaiting(actor);
    }

    private boolean isPossible(Op op) {
        boolean inCallback = model.delivery.isInCallback();
        return switch (op.call()) {
            case DELIVER -> model.delivery.isScheduled();
            case LEAVE -> inCallback;
            case ROUND, HABITS -> true;
            case DEPART -> model.gate != Model.Gate.CLOSED && op.a() % CLOSE_ONE_OF == 0;
            case NEW_LEASE -> model.gate == Model.Gate.CLOSED && !isAnyWaiting() && !model.delivery.isScheduled() && !inCallback;
            case CLOSE -> (op.actor() != Actor.COMPLETER || inCallback) && !(model.gate == Model.Gate.CLOSED && isAnyWaiting())
                    && (model.gate != Model.Gate.OPEN || op.a() % CLOSE_ONE_OF == 0);
            case PREPARE -> (op.actor() != Actor.COMPLETER || inCallback) && isSpecified(op);
            // Two mistakes at once: which of them is told is nobody's business.
            case REUSE -> (op.actor() != Actor.COMPLETER || inCallback) && !model.descriptors().isEmpty()
                    && !(descriptor(op).freed && (!setup.reuses() || descriptor(op).spec.isEndless()));
            case SUBMIT, DISCARD -> (op.actor() != Actor.COMPLETER || inCallback) && !model.descriptors().isEmpty();
            // What these do to a descriptor that a terminate has freed is nobody's business.
            case CALLBACK, STAGE -> (op.actor() != Actor.COMPLETER || inCallback) && !model.descriptors().isEmpty()
                    && !descriptor(op).freed;
            default -> op.actor() != Actor.COMPLETER || inCallback;
        };
    }

    /// LOAD_EOT of a vector on a channel without it.
    private boolean isSpecified(Op op) {
        Spec spec = spec(op);
        return setup.repeats() || spec.kind() != Spec.Kind.VECTOR_OUT || !spec.replaces() || spec.repeats();
    }

    private boolean isAnyWaiting() {
        return model.isWaiting(Actor.CLIENT_1) || model.isWaiting(Actor.CLIENT_2);
    }

    /// Nobody waits for ever: at some time somebody loses patience.
    private Op.Call replaced(Op op) {
        boolean client = op.actor() == Actor.CLIENT_1 || op.actor() == Actor.CLIENT_2;
        Actor other = op.actor() == Actor.CLIENT_1 ? Actor.CLIENT_2 : Actor.CLIENT_1;
        boolean tooLong = client && model.isWaiting(other) && model.waitsFor(other) > LONGEST_WAIT;
        return tooLong && model.gate == Model.Gate.OPEN ? Op.Call.TERMINATE : op.call();
    }

    /// Flags of a repeated transfer are wasted on most other kinds.
    private static Spec spec(Op op) {
        int flags = FLAGS[op.c() % FLAGS.length];
        boolean repeats = (flags & (TransferFlags.REPEAT | TransferFlags.LOAD_EOT)) != 0;
        Spec.Kind kind = repeats && op.a() / 16 % 2 == 0 ? Spec.Kind.INTERLEAVED : pick(Spec.Kind.values(), op.a());
        return Spec.of(kind, op.b(), flags);
    }

    private static Spec.Misuse misuse(Op op) {
        return op.c() / FLAGS.length % 12 == 0 ? pick(Spec.Misuse.values(), op.c() / 400) : Spec.Misuse.NONE;
    }

    private static <T> T pick(T[] values, int dice) {
        return values[dice % values.length];
    }

    /// One of the latest.
    private ModelDescriptor descriptor(Op op) {
        List<ModelDescriptor> all = model.descriptors();
        return all.get(all.size() - 1 - op.a() % Math.min(NEAR, all.size()));
    }

    /// One that is running or was, or one that was never given.
    private long anyCookie(Op op) {
        return switch (op.a() % 8) {
            case 0 -> 0;
            case 1 -> model.used() + 1;
            case 2 -> model.used() == 0 ? 0 : 1 + op.c() % model.used();
            default -> Math.max(0, model.used() - op.c() % NEAR);
        };
    }

    // ---- turns ----

    private interface OfDescriptor<D> {
        String on(D descriptor) throws Exception;
    }

    private interface OfModel {
        String on(ModelDescriptor descriptor);
    }

    private void onDescriptor(Op op, String what, OfModel ofModel, OfDescriptor<Integer> ofLease) {
        ModelDescriptor d = descriptor(op);
        clientCall(op, d + "." + what, () -> ofModel.on(d), () -> ofLease.on(d.index));
    }

    private void clientCall(Op op, String what, Supplier<String> ofModel, Callable<String> ofLease) {
        line(op, what);
        String expected = ofModel.get();
        Player player = players.get(op.actor());
        player.begin(ofLease);
        if (expected == null && !model.isOver(op.actor())) {
            say("waits");
            player.untilWaiting(patience);
            lease.untilStopped();
            player.untilWaiting(patience);
            return;
        }
        String answer = expected == null ? model.answer(op.actor()) : expected;
        say(answer);
        expect(what, answer, player.answer(patience));
    }

    private void issue(Op op) {
        // Where clients help, the driver moves something on this very stack.
        int allowed = setup.assistable() && model.gate == Model.Gate.OPEN ? op.a() % 40 : 0;
        lease.environment.allowed = allowed;
        if (allowed > 0) {
            lease.wake();
        }
        clientCall(op, "issuePending()" + (allowed > 0 ? " and may help with " + allowed : ""), model::issue, lease::issue);
        if (setup.assistable()) {
            model.engine.run(allowed);
            lease.run();
            lease.environment.allowed = 0;
        }
    }

    private String channelCallback(boolean on) {
        model.delivery.channelCallback = on;
        return Texts.DONE;
    }

    private void round(Op op) {
        int allowed = op.a() % 4 == 0 ? 0 : op.b() % 40;
        Environment.Event event = op.c() % 40 < Environment.Event.values().length ? pick(Environment.Event.values(), op.c() % 40)
                : Environment.Event.NOTHING;
        if (event == Environment.Event.BREAKS && op.c() / 40 % 4 != 0) {
            event = Environment.Event.ENDS_EARLY;
        }
        line(op, "moves " + allowed + (event == Environment.Event.NOTHING ? "" : " after " + event));
        for (Environment environment : List.of(model.environment, lease.environment)) {
            environment.event = event;
            environment.eventAfter = op.b() / 40 % 8;
            environment.allowed = allowed;
        }
        model.engine.run(allowed);
        if (allowed > 0 || event != Environment.Event.NOTHING) {
            lease.wake();
        }
        String done = lease.run();
        for (Environment environment : List.of(model.environment, lease.environment)) {
            environment.event = Environment.Event.NOTHING;
            environment.allowed = 0;
        }
        say("");
        expect("a round", Texts.DONE, done);
    }

    private void habits(Op op) {
        int atStart = op.a() % 3 == 0 ? op.a() / 3 % 8 : 0;
        int atStop = op.b() % 2 == 0 ? op.b() / 2 % 8 : 0;
        int atPause = op.c() % 2 == 0 ? op.c() / 2 % 8 : 0;
        Environment.Break breaks = op.c() / 16 % 6 == 0 ? pick(Environment.Break.values(), op.b() / 16) : Environment.Break.NOTHING;
        line(op, "will move " + atStart + " at start, " + atStop + " at stop, " + atPause + " at pause, and break in " + breaks);
        say("");
        for (Environment environment : List.of(model.environment, lease.environment)) {
            environment.atStart = atStart;
            environment.atStop = atStop;
            environment.atPause = atPause;
            environment.breaks = breaks;
        }
    }

    private void deliver(Op op) {
        line(op, "delivers");
        String expected = model.delivery.begin();
        Completers.Deliverable deliverable = lease.waiting.poll();
        if (deliverable == null) {
            throw new Difference("completers sent for", "1", "0");
        }
        Player completer = players.get(Actor.COMPLETER);
        completer.begin(() -> {
            deliverable.deliver();
            return ModelDelivery.OVER;
        });
        say(expected);
        expect("the first callback", expected, completer.answer(patience));
    }

    private void leave(Op op) {
        boolean throwing = op.a() % 8 == 0;
        line(op, throwing ? "throws" : "returns");
        if (throwing) {
            model.logged++;
        }
        String expected = model.delivery.callbackOver();
        Player completer = players.get(Actor.COMPLETER);
        completer.leave(throwing ? new IllegalStateException("thrown by the callback") : null);
        say(expected);
        expect("the next callback", expected, completer.answer(patience));
    }

    // ---- comparison ----

    private void compare() {
        if (setup.assistable()) {
            // Whoever did what: in the end all is done that can be.
            model.engine.run(0);
            lease.run();
        }
        for (Actor actor : List.of(Actor.CLIENT_1, Actor.CLIENT_2)) {
            if (model.isWaiting(actor)) {
                compareWait(actor);
            }
        }
        for (long cookie = settled + 1; cookie <= model.used(); cookie++) {
            expect("status", model.status(cookie), lease.status(cookie));
        }
        if (settled > 0) {
            long old = 1 + calls % settled;
            expect("status of an old one", model.status(old), lease.status(old));
        }
        settled = model.settled();
        if (model.gate != Model.Gate.CLOSED) {
            expect("queue space", String.valueOf(model.space()), String.valueOf(lease.channel.queueSpace()));
        }
        expect("paused", String.valueOf(model.isPaused()), String.valueOf(lease.channel.isPaused()));
        expect("completers sent for", model.delivery.isScheduled() ? "1" : "0", String.valueOf(lease.waiting.size()));
        compareAll("ends of stages", model.delivery.stageEnds, lease.stageEnds);
        Environment expected = model.environment;
        Environment found = lease.environment;
        if (!Arrays.equals(expected.target, found.target)) {
            throw new Difference("the target", Arrays.toString(expected.target), Arrays.toString(found.target));
        }
        expect("what the device got", expected.deviceGot + " bytes " + expected.deviceHash, found.deviceGot + " bytes " + found.deviceHash);
        expect("bytes counted", String.valueOf(model.bytes), String.valueOf(lease.totals.bytes()));
        expect("lines logged", String.valueOf(model.logged), String.valueOf(lease.log.lines().size()));
        List<String> told = lease.owner.told();
        expect("told to the owner", String.valueOf(model.failures), String.valueOf(told.stream().filter(line -> line.startsWith("driver failed")).count()));
        if (!isAnyWaiting()) {
            expect("released", String.valueOf(model.releases), String.valueOf(told.stream().filter(line -> line.startsWith("released")).count()));
        }
    }

    private void compareWait(Actor actor) {
        Player player = players.get(actor);
        if (model.isOver(actor)) {
            String answer = model.answer(actor);
            lines.add(actor + " has waited long enough: " + answer);
            expect(actor + " that waited", answer, player.answer(patience));
        } else if (player.hasAnswered()) {
            throw new Difference(actor + " that waits", "goes on waiting", player.answer(0));
        }
    }

    private void compareAll(String what, List<String> expected, List<String> found) {
        if (!expected.isEmpty() || !found.isEmpty()) {
            expect(what, expected.toString(), found.toString());
            expected.clear();
            found.clear();
        }
    }

    private void expect(String what, String expected, String found) {
        if (!expected.equals(found)) {
            throw new Difference(what, expected, found);
        }
    }

    private void line(Op op, String what) {
        lines.add(op.actor() + " " + what);
    }

    private void say(String answer) {
        if (!answer.isEmpty()) {
            lines.set(lines.size() - 1, lines.getLast() + "  ->  " + answer);
        }
    }

    /// Ends all threads; of those that hang nobody cares.
    @Override
    public void close() {
        Player completer = players.get(Actor.COMPLETER);
        for (Player player : players.values()) {
            player.end();
        }
        lease.environment.breaks = Environment.Break.NOTHING;
        lease.channel.release(System.nanoTime());
        lease.run();
        for (Completers.Deliverable deliverable = lease.waiting.poll(); deliverable != null; deliverable = lease.waiting.poll()) {
            deliverable.deliver();
        }
        completer.interrupt();
    }
}
