package org.dmaengine.core.engine;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Decides which of an engine's channels has the next turn (D1): of those that have something to do the one with the highest
/// priority, of equal ones the one whose last turn is longest ago. Quiet channels cost nothing.
///
/// **None starves.** One turn in [#SHARE] goes to the channel whose last turn is longest ago, whatever its priority. Take a
/// channel that has something to do, one of C: each such turn that it does not get itself goes to another one whose last turn was
/// longer ago, which is then the most recent. That happens at most once for each of the C - 1 others, since a channel that is attached
/// meanwhile counts as just served. So its own turn comes within SHARE * C turns.
///
/// Runners pick at the same time without a lock. Turns are numbered before the look, so that every [#SHARE]th number is used by one of
/// them; who finds its choice taken by another runner looks once more.
final class Arbiter {
    /// The most urgent channel has all turns but one in so many.
    static final int SHARE = 8;

    private final AtomicLong turns = new AtomicLong();
    // Replaced as a whole, under this object's monitor; a bank stays for good.
    private volatile Bank[] banks = {};

    /// Gives a channel a doorbell with a place of its own.
    synchronized Doorbell attach(Engine engine, Steppable channel) {
        for (Bank bank : banks) {
            int place = bank.freePlace();
            if (place >= 0) {
                return attach(engine, channel, bank, place);
            }
        }
        Bank[] more = Arrays.copyOf(banks, banks.length + 1);
        more[banks.length] = new Bank();
        banks = more;
        return attach(engine, channel, more[more.length - 1], 0);
    }

    private Doorbell attach(Engine engine, Steppable channel, Bank bank, int place) {
        Doorbell bell = new Doorbell(engine, channel, bank, place);
        bell.hasTurn(turns.get());
        bank.put(place, bell);
        return bell;
    }

    synchronized void detach(Doorbell bell) {
        bell.leave();
    }

    /// Says whether any channel has something to do.
    boolean isAnyRung() {
        for (Bank bank : banks) {
            if (bank.rung() != 0) {
                return true;
            }
        }
        return false;
    }

    /// Claims the next turn; null if no channel has anything to do.
    Doorbell next() {
        if (!isAnyRung()) {
            return null;
        }
        long turn = turns.incrementAndGet();
        while (true) {
            Doorbell choice = choose(turn % SHARE == 0);
            if (choice == null) {
                return null;
            }
            if (choice.take()) {
                choice.hasTurn(turn);
                return choice;
            }
        }
    }

    private Doorbell choose(boolean byAgeAlone) {
        Doorbell choice = null;
        for (Bank bank : banks) {
            for (long rung = bank.rung(); rung != 0; rung &= rung - 1) {
                int place = Long.numberOfTrailingZeros(rung);
                Doorbell bell = bank.at(place);
                if (bell == null) {
                    bank.take(place, null);
                } else if (choice == null || bell.goesBefore(choice, byAgeAlone)) {
                    choice = bell;
                }
            }
        }
        return choice;
    }

    /// Calls with each doorbell.
    void forEach(Consumer<Doorbell> call) {
        for (Bank bank : banks) {
            for (int place = 0; place < Bank.PLACES; place++) {
                Doorbell bell = bank.at(place);
                if (bell != null) {
                    call.accept(bell);
                }
            }
        }
    }
}
