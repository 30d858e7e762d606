package org.dmaengine.slavemap.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Vector;
import java.util.stream.Stream;
import org.dmaengine.SwapPolicy;
import org.dmaengine.SwapTerms;
import org.dmaengine.spi.SlaveMapEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryReaderTest {
    private static final String PID = "org.dmaengine.slavemap.entry~uart0-rx";
    private static final String WHOLE = "a whole number from 0 to 2147483647";
    private static final String TEXT = "a text that is not blank";
    private static final String POLICY = "one of DRAIN, STOP, REPLAY, FAIL";
    private static final String TRUTH = "true or false";

    @Test
    void shouldNeedDeviceNameAndControllerOnly() { // REQ-02, REQ-43
        assertEquals(new SlaveMapEntry("uart0", "rx", "fifo0", "", -1, -1, "", Map.of(), Set.of(),
                SwapTerms.DEFAULT, PID), accepted(with(Map.of())));
    }

    @Test
    void shouldTakeEveryProperty() {
        assertEquals(new SlaveMapEntry("uart0", "rx", "fifo0", "(dma.directions=DEV_TO_MEM)", 3, -1, "",
                Map.of("speed", 115_200L, "parity.even", true), Set.of("com.example.a", "com.example.b-c"),
                new SwapTerms(Duration.ofMillis(250), SwapPolicy.FAIL, true), PID), accepted(with(Map.of("filter", "(dma.directions=DEV_TO_MEM)", "channel", 3L,
                "param.speed", 115_200L, "param.parity.even", true,
                "allowed.bundles", new String[] {"com.example.a", "com.example.b-c"},
                "swap.timeout", 250L, "swap.policy", "FAIL", "swap.ranking", true))));
    }

    @Test
    void shouldTakeARouterWithTheLineThatLeadsToIt() { // REQ-49
        SlaveMapEntry entry = accepted(with(Map.of("router", "xbar0", "request.line", 17)));
        assertEquals("xbar0", entry.router());
        assertEquals(17, entry.requestLine());
    }

    @Test
    void shouldRefuseARouterWithoutALine() {
        assertEquals(List.of("router = \"xbar0\" (String) is set, but not request.line; set the peripheral's line at the router"),
                problems(with(Map.of("router", "xbar0"))));
    }

    @Test
    void shouldRefuseARouterThatIsNoText() {
        assertEquals(List.of("router = 5 (Long) is refused; allowed is a text that is not blank"),
                problems(with(Map.of("router", 5L, "request.line", 17))));
    }

    @Test
    void shouldTakeAFilterInPlaceOfAController() {
        SlaveMapEntry entry = accepted(Map.of("device", "d", "name", "n", "filter", "(dma.capabilities=MEMCPY)"));
        assertEquals("", entry.controller());
        assertEquals("(dma.capabilities=MEMCPY)", entry.filter());
    }

    static Stream<Object> shouldTakeAWholeNumberOfAnyType() {
        return Stream.of(7, 7L, (short) 7, (byte) 7, 7.0, 7.0f, "7", " 7 ", "7.0");
    }

    @ParameterizedTest
    @MethodSource
    void shouldTakeAWholeNumberOfAnyType(Object seven) {
        assertEquals(7, accepted(with(Map.of("channel", seven))).channel());
        assertEquals(7, accepted(with(Map.of("request.line", seven))).requestLine());
        assertEquals(Duration.ofMillis(7), accepted(with(Map.of("swap.timeout", seven))).swap().timeout());
    }

    @Test
    void shouldTakeASwapTimeoutOfNothing() {
        assertEquals(Duration.ZERO, accepted(with(Map.of("swap.timeout", 0L))).swap().timeout());
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeEverySwapPolicy(SwapPolicy policy) {
        assertEquals(policy, accepted(with(Map.of("swap.policy", policy.name()))).swap().policy());
    }

    static Stream<Arguments> shouldTakeATruthValueOfAnyType() {
        return Stream.of(Arguments.of(true, true), Arguments.of("true", true), Arguments.of(" true ", true), Arguments.of(false, false),
                Arguments.of("false", false));
    }

    @ParameterizedTest
    @MethodSource
    void shouldTakeATruthValueOfAnyType(Object value, boolean truth) {
        assertEquals(truth, accepted(with(Map.of("swap.ranking", value))).swap().followsRanking());
    }

    @Test
    void shouldTakeTheDefaultsForTheSwapTermsThatAreNotSet() {
        assertEquals(new SwapTerms(Duration.ofSeconds(5), SwapPolicy.STOP, false), accepted(with(Map.of("swap.policy", "STOP"))).swap());
        assertEquals(new SwapTerms(Duration.ofSeconds(5), SwapPolicy.DRAIN, true), accepted(with(Map.of("swap.ranking", true))).swap());
        assertEquals(new SwapTerms(Duration.ofMillis(1), SwapPolicy.DRAIN, false), accepted(with(Map.of("swap.timeout", 1L))).swap());
    }

    static Stream<Object> shouldTakeBundleNamesOfAnyShape() {
        return Stream.of(new String[] {"a.b"}, List.of("a.b"), new Vector<>(List.of("a.b")), new Object[] {"a.b"}, "a.b");
    }

    @ParameterizedTest
    @MethodSource
    void shouldTakeBundleNamesOfAnyShape(Object bundles) {
        assertEquals(Set.of("a.b"), accepted(with(Map.of("allowed.bundles", bundles))).bundles());
    }

    @Test
    void shouldTakeAFieldLeftBlankInAConsoleAsUnset() {
        assertEquals(accepted(with(Map.of())), accepted(with(Map.of("filter", "", "channel", "", "request.line", "",
                "allowed.bundles", new String[0], "swap.timeout", "", "swap.policy", "", "swap.ranking", ""))));
        assertEquals(Set.of(), accepted(with(Map.of("allowed.bundles", new String[] {""}))).bundles());
    }

    @ParameterizedTest
    @ValueSource(strings = {"service.pid", "service.factoryPid", "service.bundleLocation", "component.name",
        "felix.fileinstall.filename", "osgi.ds.satisfying.condition.target", ":configurator:ranking", ".secret"})
    void shouldLeaveBookkeepingAlone(String key) {
        assertEquals(accepted(with(Map.of())), accepted(with(Map.of(key, "x"))));
    }

    @Test
    void shouldHandParametersOnInTheTypesOfJsonWhoeverWroteThem() {
        Map<String, Object> parameters = accepted(with(Map.of("param.int", 1, "param.short", (short) 2, "param.byte", (byte) 3,
                "param.long", 4L, "param.float", 0.5f, "param.double", 0.25, "param.text", "t", "param.blank", "",
                "param.array", new int[] {1, 2}, "param.list", new Vector<>(List.of("a", "b"))))).parameters();
        assertEquals(Map.of("int", 1L, "short", 2L, "byte", 3L, "long", 4L, "float", 0.5, "double", 0.25, "text", "t",
                "blank", "", "array", List.of(1L, 2L), "list", List.of("a", "b")), parameters);
        assertThrows(UnsupportedOperationException.class, () -> ((List<?>) parameters.get("list")).clear());
    }

    static Stream<Arguments> shouldRefuseTheValueAndSayWhatIsAllowed() {
        return Stream.of(
                Arguments.of("device", "  ", "\"  \" (String)", TEXT),
                Arguments.of("device", 5L, "5 (Long)", TEXT),
                Arguments.of("name", true, "true (Boolean)", TEXT),
                Arguments.of("controller", new String[] {"a", "b"}, "[\"a\", \"b\"] (String[])", TEXT),
                Arguments.of("filter", 1L, "1 (Long)", TEXT),
                Arguments.of("channel", -1L, "-1 (Long)", WHOLE),
                Arguments.of("channel", 1.5, "1.5 (Double)", WHOLE),
                Arguments.of("channel", 1L << 31, "2147483648 (Long)", WHOLE),
                Arguments.of("channel", 1L << 32 | 3, "4294967299 (Long)", WHOLE),
                Arguments.of("channel", Double.POSITIVE_INFINITY, "Infinity (Double)", WHOLE),
                Arguments.of("channel", "four", "\"four\" (String)", WHOLE),
                Arguments.of("channel", "0x4", "\"0x4\" (String)", WHOLE),
                Arguments.of("channel", false, "false (Boolean)", WHOLE),
                Arguments.of("channel", new Long[] {1L, 2L}, "[1, 2] (Long[])", WHOLE),
                Arguments.of("request.line", -4, "-4 (Integer)", WHOLE),
                Arguments.of("swap.timeout", -1L, "-1 (Long)", WHOLE),
                Arguments.of("swap.timeout", "5s", "\"5s\" (String)", WHOLE),
                Arguments.of("swap.policy", 1L, "1 (Long)", POLICY),
                Arguments.of("swap.policy", false, "false (Boolean)", POLICY),
                Arguments.of("swap.policy", new String[] {"STOP"}, "[\"STOP\"] (String[])", POLICY),
                Arguments.of("swap.policy", "  ", "\"  \" (String)", POLICY),
                Arguments.of("swap.policy", "abandon", "\"abandon\" (String)", POLICY),
                Arguments.of("swap.ranking", "yes", "\"yes\" (String)", TRUTH),
                Arguments.of("swap.ranking", "True", "\"True\" (String)", TRUTH),
                Arguments.of("swap.ranking", 1L, "1 (Long)", TRUTH),
                Arguments.of("swap.ranking", new Boolean[] {true}, "[true] (Boolean[])", TRUTH),
                Arguments.of("allowed.bundles", new Long[] {1L}, "[1] (Long[])",
                        "an array of bundle symbolic names, which 1 (Long) is not"),
                Arguments.of("allowed.bundles", "[\"a\",1]", "\"[\"a\",1]\" (String)", // what a mixed JSON array arrives as
                        "an array of bundle symbolic names, which \"[\"a\",1]\" (String) is not"),
                Arguments.of("allowed.bundles", new Vector<>(List.of("a", "b c")), "[\"a\", \"b c\"] (Vector)",
                        "an array of bundle symbolic names, which \"b c\" (String) is not"));
    }

    @ParameterizedTest(name = "{0} = {2}")
    @MethodSource
    void shouldRefuseTheValueAndSayWhatIsAllowed(String property, Object value, String shown, String allowed) {
        assertEquals(List.of(property + " = " + shown + " is refused; allowed is " + allowed),
                problems(with(Map.of(property, value))));
    }

    static Stream<Arguments> shouldNameTheNearestSwapPolicyForAnUnknownOne() {
        return Stream.of(Arguments.of("drain", "DRAIN"), Arguments.of("Stop", "STOP"), Arguments.of("REPALY", "REPLAY"),
                Arguments.of("fial", "FAIL"), Arguments.of("DRAINING", "DRAIN"), Arguments.of(" FAIL", "FAIL"));
    }

    @ParameterizedTest
    @MethodSource
    void shouldNameTheNearestSwapPolicyForAnUnknownOne(String unknown, String near) {
        assertEquals(List.of("swap.policy = \"" + unknown + "\" (String) is refused; allowed is " + POLICY + "; did you mean " + near + "?"),
                problems(with(Map.of("swap.policy", unknown))));
    }

    @Test
    void shouldRefuseAFilterThatDoesNotParse() {
        List<String> problems = problems(with(Map.of("filter", "(dma.controller=a")));
        assertEquals(1, problems.size());
        assertTrue(problems.getFirst().startsWith("filter = \"(dma.controller=a\" (String) is refused; allowed is an OSGi "
                + "filter such as (dma.capabilities=MEMCPY): "), problems::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"device", "name"})
    void shouldRefuseAnEntryWithout(String required) {
        Map<String, Object> properties = with(Map.of());
        properties.remove(required);
        assertEquals(List.of(required + " is not set; allowed is a text that is not blank"), problems(properties));
    }

    @Test
    void shouldRefuseAnEntryWithNeitherControllerNorFilter() {
        assertEquals(List.of("neither controller nor filter is set; allowed is one of them, or both to be met"),
                problems(Map.of("device", "uart0", "name", "rx", "controller", "")));
    }

    @Test
    void shouldRefuseAChannelBesideARequestLine() {
        assertEquals(List.of("channel = 1 (Long) and request.line = \"4\" (String) are both set; allowed is one of them, or "
                + "none for any free channel"), problems(with(Map.of("channel", 1L, "request.line", "4"))));
    }

    static Stream<Arguments> shouldNameTheNearestPropertyForAnUnknownOne() {
        return Stream.of(Arguments.of("chanel", "channel"), Arguments.of("CHANNEL", "channel"),
                Arguments.of("nmae", "name"), Arguments.of("controler", "controller"), Arguments.of("request_line", "request.line"),
                Arguments.of("line", "request.line"), Arguments.of("timeout", "swap.timeout"),
                Arguments.of("bundles", "allowed.bundles"), Arguments.of("swapTimeout", "swap.timeout"),
                Arguments.of("policy", "swap.policy"), Arguments.of("swap.rank", "swap.ranking"), Arguments.of("ranking", "swap.ranking"));
    }

    @ParameterizedTest
    @MethodSource
    void shouldNameTheNearestPropertyForAnUnknownOne(String unknown, String near) {
        assertEquals(List.of(unknown + " = 3 (Long) is no property of an entry; did you mean " + near + "?"),
                problems(with(Map.of(unknown, 3L))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour", "param", "param.", "x"})
    void shouldListThePropertiesWhereNoneIsNear(String unknown) {
        assertEquals(List.of(unknown + " = 3 (Long) is no property of an entry; there are device, name, controller, filter, "
                + "channel, request.line, router, allowed.bundles, swap.timeout, swap.policy, swap.ranking and param.* for the driver"),
                problems(with(Map.of(unknown, 3L))));
    }

    @Test
    void shouldSayAllThatIsWrongAtOnceAndWhose() {
        BoardEntry entry = EntryReader.read(PID, with(Map.of("channel", "four", "chanel", 1L, "swap.timeout", -1L,
                "swap.policy", "drain", "swap.ranking", "yes")));
        assertEquals("slave-map entry " + PID + " is left out: "
                + "channel = \"four\" (String) is refused; allowed is a whole number from 0 to 2147483647; "
                + "chanel = 1 (Long) is no property of an entry; did you mean channel?; "
                + "swap.timeout = -1 (Long) is refused; allowed is a whole number from 0 to 2147483647; "
                + "swap.policy = \"drain\" (String) is refused; allowed is one of DRAIN, STOP, REPLAY, FAIL; did you mean DRAIN?; "
                + "swap.ranking = \"yes\" (String) is refused; allowed is true or false", entry.toString());
        assertEquals(List.of("uart0", "rx", PID), List.of(entry.device(), entry.name(), entry.pid()));
    }

    private static SlaveMapEntry accepted(Map<String, Object> properties) {
        BoardEntry entry = EntryReader.read(PID, properties);
        return assertInstanceOf(BoardEntry.InForce.class, entry, entry::toString).entry();
    }

    private static List<String> problems(Map<String, Object> properties) {
        return assertInstanceOf(BoardEntry.LeftOut.class, EntryReader.read(PID, properties)).problems();
    }

    private static Map<String, Object> with(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(Map.of("device", "uart0", "name", "rx", "controller", "fifo0"));
        properties.putAll(more);
        return properties;
    }
}
