package org.dmaengine.slavemap.board;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.dmaengine.SwapPolicy;
import org.dmaengine.SwapTerms;
import org.dmaengine.spi.SlaveMapEntry;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/// Makes a slave-map entry of a configuration, or says all that is wrong with it.
///
/// It checks raw properties, since Declarative Services converts late and without a useful message. What may stand in an
/// entry is listed in the module's README and, for consoles, in [EntryConfig].
final class EntryReader {
    private static final String PARAMETER = "param.";
    private static final KnownNames KNOWN = new KnownNames(List.of("device", "name", "controller", "filter", "channel",
            "request.line", "router", "allowed.bundles", "swap.timeout", "swap.policy", "swap.ranking"));
    /// What the framework, Declarative Services, the Configurator and file installers add to a configuration.
    private static final List<String> BOOKKEEPING = List.of("service.", "component.", "felix.", "osgi.", ":", ".");

    private final String pid;
    private final EntryProperties properties;

    private EntryReader(String pid, Map<String, ?> raw) {
        this.pid = pid;
        this.properties = new EntryProperties(raw);
    }

    /// Reads one configuration.
    static BoardEntry read(String pid, Map<String, ?> raw) {
        return new EntryReader(pid, raw).read();
    }

    private BoardEntry read() {
        String device = properties.requiredText("device");
        String name = properties.requiredText("name");
        String controller = properties.text("controller");
        String filter = filter();
        if (!properties.isSet("controller") && !properties.isSet("filter")) {
            properties.problem("neither controller nor filter is set; allowed is one of them, or both to be met");
        }
        OptionalInt channel = properties.wholeNumber("channel");
        OptionalInt requestLine = properties.wholeNumber("request.line");
        if (properties.isSet("channel") && properties.isSet("request.line")) {
            properties.problem("channel = " + properties.value("channel") + " and request.line = "
                    + properties.value("request.line") + " are both set; allowed is one of them, or none for any free channel");
        }
        String router = properties.text("router");
        if (properties.isSet("router") && !properties.isSet("request.line")) {
            properties.problem("router = " + properties.value("router") + " is set, but not request.line; set the peripheral's line at"
                    + " the router");
        }
        Map<String, Object> parameters = parameters();
        Set<String> bundles = properties.symbolicNames("allowed.bundles");
        SwapTerms swap = swap();
        if (!properties.problems().isEmpty()) {
            return new BoardEntry.LeftOut(pid, device, name, properties.problems());
        }
        return new BoardEntry.InForce(new SlaveMapEntry(device, name, controller, filter, channel.orElse(-1),
                requestLine.orElse(-1), router, parameters, bundles, swap, pid));
    }

    private String filter() {
        String filter = properties.text("filter");
        if (!filter.isEmpty()) {
            try {
                FrameworkUtil.createFilter(filter);
            } catch (InvalidSyntaxException e) {
                properties.refuse("filter", "an OSGi filter such as (dma.capabilities=MEMCPY): " + e.getMessage());
            }
        }
        return filter;
    }

    /// The parameters for the driver; whatever else is no property of an entry is refused on the way.
    private Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        for (String key : properties.keys()) {
            if (key.startsWith(PARAMETER) && key.length() > PARAMETER.length()) {
                parameters.put(key.substring(PARAMETER.length()), properties.value(key).plain());
            } else if (!KNOWN.contains(key) && BOOKKEEPING.stream().noneMatch(key::startsWith)) {
                properties.problem(key + " = " + properties.value(key) + " is no property of an entry; " + advice(key));
            }
        }
        return parameters;
    }

    /// What holds for a lease when its controller leaves; the default for what is not set.
    private SwapTerms swap() {
        OptionalInt timeout = properties.wholeNumber("swap.timeout");
        SwapPolicy policy = properties.word("swap.policy", SwapPolicy.class).orElse(SwapTerms.DEFAULT.policy());
        boolean followsRanking = properties.truth("swap.ranking").orElse(SwapTerms.DEFAULT.followsRanking());
        return new SwapTerms(timeout.isPresent() ? Duration.ofMillis(timeout.getAsInt()) : SwapTerms.DEFAULT.timeout(), policy, followsRanking);
    }

    private static String advice(String unknown) {
        return KNOWN.nearest(unknown).map(near -> "did you mean " + near + "?")
                .orElse("there are " + String.join(", ", KNOWN.names()) + " and " + PARAMETER + "* for the driver");
    }
}
