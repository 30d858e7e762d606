package org.dmaengine.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dmaengine.tools.CommandFailure;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TourTest {
    private interface Body {
        void show(Stage stage) throws Exception;
    }

    private record Part(String title, Body body) implements DemoPart {
        @Override
        public void show(Stage stage) throws Exception {
            body.show(stage);
        }
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Stage stage = new Stage(null, null, null, null, new PrintStream(out, true));

    @Test
    void shouldShowEveryPartUnderANumberedTitle() throws Exception {
        new Tour(List.of(new Part("one", s -> s.say("hello")), new Part("two", s -> s.fact("size", "%,d bytes", 1234)))).show(stage);
        List<String> lines = out.toString().lines().toList();
        assertTrue(lines.get(0).startsWith("── 1. one ───"), lines.get(0));
        assertEquals("hello", lines.get(1));
        assertTrue(lines.get(3).startsWith("── 2. two ───"), lines.get(3));
        assertEquals("size                   1,234 bytes", lines.get(4));
        assertTrue(lines.getLast().startsWith("2 parts in 0.0 s"), lines.getLast());
    }

    @Test
    void shouldGoOnAfterAFailingPartAndFailInTheEnd() {
        Tour tour = new Tour(List.of(new Part("one", _ -> {
            throw new IllegalStateException("no channel");
        }), new Part("two", s -> s.say("still shown"))));
        CommandFailure failure = assertThrows(CommandFailure.class, () -> tour.show(stage));
        assertEquals("1 of 2 parts failed: one", failure.getMessage());
        assertTrue(out.toString().contains("this failed: no channel"));
        assertTrue(out.toString().contains("still shown"));
    }

    @Test
    void shouldEndAtOnceWhenInterrupted() {
        Tour tour = new Tour(List.of(new Part("one", _ -> Thread.currentThread().interrupt()), new Part("two", s -> s.say("too late"))));
        assertThrows(InterruptedException.class, () -> tour.show(stage));
        assertTrue(!out.toString().contains("too late"), out.toString());
    }

    @Test
    void shouldHaveAPartForEachThingToShow() {
        List<String> titles = Tour.complete().parts().stream().map(DemoPart::title).toList();
        assertEquals(titles.size(), titles.stream().distinct().count());
        assertTrue(titles.size() >= 11, titles.toString());
    }

    @Test
    @DisplayName("a folder of client-examples that the demo does not run is found here")
    void shouldRunEveryExample() throws IOException {
        Path folders = Path.of("../client-examples/src/main/java/org/dmaengine/examples");
        List<String> shown = Tour.complete().parts().stream().flatMap(part -> part.examples().stream()).map(DemoPart::folder).sorted().toList();
        try (Stream<Path> all = Files.list(folders)) {
            assertEquals(all.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()).sorted().toList(), shown);
        }
    }
}
