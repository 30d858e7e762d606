package org.dmaengine.tck.jupiter;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmaengine.Direction;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.tck.Peripheral;
import org.dmaengine.tck.Subject;
import org.dmaengine.tck.bench.Bench;
import org.dmaengine.tck.cases.Case;
import org.dmaengine.tck.cases.Kit;
import org.dmaengine.tck.cases.Theme;
import org.dmaengine.tck.report.Examination;
import org.dmaengine.tck.report.Verdict;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What every driver has to do, as the tests of one controller: a subclass says where its channels come from.
///
/// ```java
/// class ExampleConformanceTest extends DriverContract {
///     @Override
///     protected ChannelDriver channel() {
///         return new ExampleChannel(EngineSpec.memory("example0"));
///     }
/// }
/// ```
///
/// Each case is a test of its own, with a channel of its own, grouped by theme. One that the channel's capabilities do not promise is
/// aborted, and so is one that needs a device which the subclass does not play ([#peripheral]); the report lists both with the reason. A
/// failure names the clauses.
public abstract class DriverContract {
    /// A channel that nobody has open: a new one, or one that has been closed. At most one is open at a time, but for a case that replaces
    /// one by the next, which is to reach the same devices.
    protected abstract ChannelDriver channel();

    /// A device for the channel that was made last, new for each case; none unless a subclass says otherwise.
    ///
    /// @param direction `DEV_TO_MEM` or `MEM_TO_DEV`
    protected Optional<Peripheral> peripheral(Direction direction) {
        return Optional.empty();
    }

    /// How long a call of the driver may take before it counts as hanging, and how long a case waits for hardware that goes on by itself.
    protected Duration patience() {
        return Bench.PATIENCE;
    }

    /// The cases by theme.
    @TestFactory
    final Stream<DynamicContainer> conforms() {
        return Kit.themes().stream().map(theme -> DynamicContainer.dynamicContainer(theme.name(), tests(theme)));
    }

    private Stream<DynamicTest> tests(Theme theme) {
        return theme.cases().stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> play(each)));
    }

    private void play(Case each) {
        switch (new Examination(new Project(), patience()).play(each)) {
            case Verdict.Passed() -> { }
            case Verdict.Failed(var failure) -> throw failure;
            case Verdict.NotPromised(String promise) -> Assumptions.abort("not promised: " + promise);
            case Verdict.NotTried(String why) -> Assumptions.abort(why);
        }
    }

    private final class Project implements Subject {
        @Override
        public ChannelDriver channel() {
            return DriverContract.this.channel();
        }

        @Override
        public Optional<Peripheral> peripheral(Direction direction) {
            return DriverContract.this.peripheral(direction);
        }
    }
}
