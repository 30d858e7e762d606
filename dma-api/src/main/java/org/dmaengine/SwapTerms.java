package org.dmaengine;

import java.time.Duration;
import java.util.Objects;

/// What holds for a lease when its controller leaves; from its slave-map entry, or given with a request by capability.
///
/// @param timeout        how long it waits for a replacement before it is gone for good; zero for not at all
/// @param policy         what becomes of the transfer under way, unless the lease says otherwise ([DmaChannel#swapPolicy])
/// @param followsRanking whether it moves to a controller that ranks better as soon as one comes
public record SwapTerms(Duration timeout, SwapPolicy policy, boolean followsRanking) {
    /// The longest timeout; what is longer is taken for that long.
    public static final Duration LONGEST = Duration.ofDays(365);

    /// Waits 5 s, drains, stays where it is.
    public static final SwapTerms DEFAULT = new SwapTerms(Duration.ofSeconds(5), SwapPolicy.DRAIN, false);

    /// Checks that it can be waited that long.
    ///
    /// @throws IllegalArgumentException if the timeout is negative
    public SwapTerms {
        Objects.requireNonNull(policy, "policy");
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("swap.timeout is " + timeout + "; zero for not waiting at all, or more");
        }
        timeout = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    }
}
