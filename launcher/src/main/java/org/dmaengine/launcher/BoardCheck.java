package org.dmaengine.launcher;

import jakarta.json.JsonException;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.cm.json.io.ConfigurationReader;
import org.apache.felix.cm.json.io.Configurations;

/// Goes through a board file from top to bottom and notes what the Configurator would refuse or pass over.
final class BoardCheck {
    private static final String RESERVED = ":configurator:";
    private static final String SYMBOLIC_NAME = RESERVED + "symbolic-name";
    private static final String VERSION = RESERVED + "version";

    private final JsonText text;
    private final JsonParser parser;
    private final List<Problem> problems = new ArrayList<>();

    private BoardCheck(JsonText text) {
        this.text = text;
        this.parser = text.parser();
    }

    static List<Problem> of(JsonText text) {
        BoardCheck check = new BoardCheck(text);
        try (check.parser) {
            check.file();
        } catch (JsonParsingException e) {
            check.problems.add(SyntaxMistake.of(e, text));
        } catch (JsonException e) {
            check.problems.add(new Problem(0, e.getMessage()));
        }
        return check.problems;
    }

    private void file() {
        if (parser.next() != Event.START_OBJECT) {
            problems.add(new Problem(0, "a board is a JSON object, { ... }"));
            return;
        }
        Map<String, JsonValue> header = new HashMap<>();
        Set<String> seen = new HashSet<>();
        while (parser.next() == Event.KEY_NAME) {
            Key key = key();
            Event value = parser.next();
            if (!seen.add(key.name())) {
                note(key, "is there twice; only one of them would count");
            }
            if (key.name().startsWith(RESERVED)) {
                header.put(key.name(), parser.getValue());
            } else if (value == Event.START_OBJECT) {
                configuration(key);
            } else {
                parser.getValue();
                note(key, "is no configuration: its value must be an object, { ... }");
            }
        }
        parser.hasNext(); // what follows the last bracket is a mistake, and only found by asking
        requireText(header, SYMBOLIC_NAME, "\"my.board\"");
        requireText(header, VERSION, "\"1.0.0\"");
        if (problems.isEmpty()) {
            secondOpinion();
        }
    }

    private void requireText(Map<String, JsonValue> header, String name, String example) {
        if (!(header.get(name) instanceof JsonString)) {
            problems.add(new Problem(0, "the file needs a line \"%s\": %s".formatted(name, example)));
        }
    }

    private void configuration(Key pid) {
        String[] parts = pid.name().split("~", -1);
        if (pid.name().isBlank() || parts.length > 2 || parts[0].isBlank() || parts[parts.length - 1].isBlank()) {
            note(pid, "is no PID: a PID is a name, or for one of several a name, ~ and a second name");
        }
        Set<String> seen = new HashSet<>();
        while (parser.next() == Event.KEY_NAME) {
            Key key = key();
            parser.next();
            property(key, parser.getValue(), seen);
        }
    }

    private void property(Key key, JsonValue value, Set<String> seen) {
        PropertyCheck.of(key.name(), value).ifPresent(message -> note(key, message));
        if (!seen.add(PropertyCheck.identity(key.name()))) {
            note(key, "is there twice; upper and lower case are the same here");
        }
    }

    /// The Configurator's own reader has the last word, should it know a rule that is not checked here.
    private void secondOpinion() {
        ConfigurationReader reader = Configurations.buildReader().build(new StringReader(text.plain()));
        try {
            reader.readConfigurationResource();
            reader.getIgnoredErrors().forEach(error -> problems.add(new Problem(0, error)));
        } catch (IOException e) {
            problems.add(new Problem(0, e.getMessage()));
        }
    }

    private record Key(String name, int offset) {}

    private Key key() {
        int end = (int) parser.getLocation().getStreamOffset();
        return new Key(parser.getString(), text.startOfString(end));
    }

    private void note(Key key, String message) {
        problems.add(new Problem(key.offset(), "\"" + key.name() + "\" " + message));
    }
}
