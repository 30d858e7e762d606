package org.dmaengine.core.channel.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.dmaengine.core.engine.Completers;

/// Plays operations on a channel and on the model, and compares after each whatever can be observed. One thing happens at
/// a time: each actor is a thread of its own, and has its turn when it is told to.
final class Play implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Setup setup;
    private final long patience;
    private final Map<Actor, Player> players = new EnumMap<>(Actor.class);
    private final List<String> lines = new ArrayList<>();
    private Model model;
    private Lease lease;
    private Dice dice;
    private Comparison comparison;
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
        dice = new Dice(setup, model);
        comparison = new Comparison(model, lease);
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
        if (!dice.isPossible(op)) {
            return;
        }
        Op.Call call = dice.call(op);
        model.countCall();
        calls++;
        switch (call) {
            case PREPARE -> {
                Spec spec = dice.spec(op);
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
                Spec spec = dice.copy(op);
                clientCall(op, "enqueue " + spec, () -> model.enqueue(spec), () -> lease.enqueue(spec));
            }
            case ISSUE -> issue(op);
            case HARVEST -> {
                int most = op.a() % 4;
                long before = model.harvested();
                clientCall(op, "harvest(" + most + ")", () -> model.harvest(most), () -> lease.harvest(most, before));
            }
            case STATUS -> {
                long cookie = dice.cookie(op);
                clientCall(op, "status(" + cookie + ")", () -> model.status(cookie), () -> lease.status(cookie));
            }
            case HAS_ENDED -> {
                long cookie = dice.cookie(op);
                clientCall(op, "hasEnded(" + cookie + ")", () -> model.hasEnded(cookie), () -> lease.hasEnded(cookie));
            }
            case AWAIT -> {
                long cookie = dice.cookie(op);
                boolean patient = op.b() % 3 == 0 && !dice.isAnyWaiting();
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
            case DETACH -> {
                boolean fails = op.a() % 4 == 0;
                line(op, "leaves in order, policy " + (fails ? "FAIL" : "STOP"));
                model.detach(fails);
                lease.detach(fails);
                say("");
            }
            case ATTACH -> {
                line(op, "is there again");
                model.attach();
                lease.attach();
                model.engine.run(0);
                lease.run();
                say("");
            }
            case GIVE_UP -> {
                line(op, "does not come");
                model.giveUp();
                lease.giveUp();
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

    // ---- turns ----

    private interface OfDescriptor<D> {
        String on(D descriptor) throws Exception;
    }

    private interface OfModel {
        String on(ModelDescriptor descriptor);
    }

    private void onDescriptor(Op op, String what, OfModel ofModel, OfDescriptor<Integer> ofLease) {
        ModelDescriptor d = dice.descriptor(op);
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
        Comparison.expect(what, answer, player.answer(patience));
        if (setup.assistable()) {
            // It may have answered before the thread that stopped the driver for it has given the channel up.
            lease.untilStopped();
        }
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
        Environment.Event event = op.c() % 40 < Environment.Event.values().length ? Dice.pick(Environment.Event.values(), op.c() % 40)
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
        Comparison.expect("a round", Texts.DONE, done);
    }

    private void habits(Op op) {
        int atStart = op.a() % 3 == 0 ? op.a() / 3 % 8 : 0;
        int atStop = op.b() % 2 == 0 ? op.b() / 2 % 8 : 0;
        int atPause = op.c() % 2 == 0 ? op.c() / 2 % 8 : 0;
        Environment.Break breaks = op.c() / 16 % 6 == 0 ? Dice.pick(Environment.Break.values(), op.b() / 16) : Environment.Break.NOTHING;
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
        Comparison.expect("the first callback", expected, completer.answer(patience));
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
        Comparison.expect("the next callback", expected, completer.answer(patience));
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
        comparison.compare();
        if (!dice.isAnyWaiting()) {
            comparison.compareReleases();
        }
    }

    private void compareWait(Actor actor) {
        Player player = players.get(actor);
        if (model.isOver(actor)) {
            String answer = model.answer(actor);
            lines.add(actor + " has waited long enough: " + answer);
            Comparison.expect(actor + " that waited", answer, player.answer(patience));
        } else if (player.hasAnswered()) {
            throw new Difference(actor + " that waits", "goes on waiting", player.answer(0));
        }
    }

    // ---- words ----

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
        lease.channel.releaseLeftBehind(System.nanoTime());
        lease.run();
        for (Completers.Deliverable deliverable = lease.waiting.poll(); deliverable != null; deliverable = lease.waiting.poll()) {
            deliverable.deliver();
        }
        completer.interrupt();
    }
}
