package org.dmaengine.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.dmaengine.CompletionCallback;
import org.dmaengine.CookieCallback;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.SwapListener;
import org.dmaengine.TransferStatus;
import org.dmaengine.core.channel.VirtualChannel;

/// What clients have in hand instead of a channel of the core or a descriptor of its: each call is written down and lets others have their turns
/// first, and what would wait in real time waits in virtual time. Proxies, since all but four of some sixty methods are treated alike.
final class Calls implements InvocationHandler {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Object target;
    private final VirtualChannel channel;
    private final String name;
    private final Hall hall;
    private final Schedule schedule;

    private Calls(Object target, VirtualChannel channel, String name, Hall hall) {
        this.target = target;
        this.channel = channel;
        this.name = name;
        this.hall = hall;
        this.schedule = hall.schedule();
    }

    static DmaChannel of(VirtualChannel channel, String name, Hall hall) {
        return proxy(DmaChannel.class, new Calls(channel, channel, name, hall));
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(Calls.class.getClassLoader(), new Class<?>[] {type}, calls));
    }

    /// Releases a channel; what it still has to deliver is delivered before, so that nobody waits.
    static void release(VirtualChannel channel, Hall hall) {
        try {
            channel.terminateAsync();
        } catch (DmaException.ChannelGone | IllegalStateException _) {
            // It has nothing any more.
        }
        hall.settle();
        channel.close();
        hall.settle();
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return "equals".equals(method.getName()) ? proxy == arguments[0] : method.invoke(target, arguments);
        }
        if (!schedule.isInside()) {
            Client.mayYield();
        }
        String call = Client.caller() + ": " + name + "." + method.getName() + arguments(arguments);
        try {
            Object answer = answer(method, arguments == null ? new Object[0] : arguments);
            schedule.note(call + (method.getReturnType() == void.class ? "" : " = " + text(answer)));
            return answer == target ? proxy : answer instanceof DmaDescriptor descriptor
                    ? proxy(DmaDescriptor.class, new Calls(descriptor, channel, name, hall)) : answer;
        } catch (DmaException | IllegalStateException | IllegalArgumentException | IndexOutOfBoundsException refusal) {
            schedule.note(call + " throws " + refusal.getClass().getSimpleName());
            throw refusal;
        }
    }

    private Object answer(Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "await" -> {
                return await((long) arguments[0], (Duration) arguments[1]);
            }
            case "close" -> {
                refuseInCallback();
                release(channel, hall);
                return null;
            }
            case "terminateSync" -> {
                refuseInCallback();
                channel.terminateAsync();
                hall.settle();
            }
            case "synchronize" -> hall.settle();
            default -> { }
        }
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = listening(arguments[i]);
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private TransferStatus await(long cookie, Duration timeout) throws InterruptedException {
        try {
            return channel.await(cookie, Duration.ZERO);
        } catch (DmaException.TimedOut _) {
            Duration patience = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
            Client.await(schedule, () -> channel.hasEnded(cookie), schedule.nanoTime() + patience.toNanos());
            return awaited(cookie, patience);
        }
    }

    private TransferStatus awaited(long cookie, Duration patience) throws InterruptedException {
        try {
            return channel.await(cookie, Duration.ZERO);
        } catch (DmaException.TimedOut e) {
            throw new DmaException.TimedOut(e.getMessage().replace("within 0 ms", "within " + patience.toMillis() + " ms"));
        }
    }

    /// Has the core refuse a call that it would refuse after something else has been done for it.
    private void refuseInCallback() throws InterruptedException {
        try {
            channel.await(1, Duration.ZERO);
        } catch (DmaException.TimedOut | IllegalArgumentException _) {
            // Not in a callback of this channel: then this is refused with an IllegalStateException.
        }
    }

    // ---- what the client is told ----

    private Object listening(Object argument) {
        return switch (argument) {
            case CompletionCallback callback -> (CompletionCallback) result -> told("callback " + result, () -> callback.onComplete(result));
            case CookieCallback callback -> (CookieCallback) (cookie, outcome, residue) ->
                    told("callback " + cookie + " " + outcome + " " + residue, () -> callback.onComplete(cookie, outcome, residue));
            case SwapListener listener -> (SwapListener) event -> told("hears " + event.kind() + " " + event.active(), () -> listener.onSwap(event));
            case null, default -> argument;
        };
    }

    /// What a callback throws is the core's to log, and the run's to fail over.
    private void told(String what, Runnable client) {
        schedule.note(name + " " + what);
        try {
            client.run();
        } catch (Throwable thrown) {
            schedule.fails(thrown);
            throw thrown;
        }
    }

    // ---- the trace: nothing in it may differ from run to run ----

    private static String arguments(Object[] arguments) {
        return arguments == null ? "()" : Arrays.stream(arguments).map(Calls::text).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String text(Object value) {
        return switch (value) {
            case Number _, Boolean _, Enum<?> _, Duration _, Record _, String _ -> value.toString();
            case Object[] several -> Arrays.stream(several).map(Calls::text).collect(Collectors.joining(" ", "[", "]"));
            case long[] numbers -> Arrays.toString(numbers);
            case null -> "null";
            default -> "…";
        };
    }
}
