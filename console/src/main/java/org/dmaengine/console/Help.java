package org.dmaengine.console;

import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.felix.gogo.runtime.CommandProxy;
import org.apache.felix.gogo.runtime.CommandSessionImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;

/// What there is to type: our own commands with a line on each, and the names of the others.
final class Help {
    private static final List<String> OURS = List.of("dma", "console");

    private final CommandSession session;

    Help(CommandSession session) {
        this.session = session;
    }

    void list(PrintStream out) {
        Set<String> names = names();
        int width = names.stream().filter(Help::isOurs).mapToInt(String::length).max().orElse(0);
        names.stream().filter(Help::isOurs).sorted(Comparator.comparing(name -> OURS.indexOf(scope(name)))).forEach(name -> out.println(
                ("%-" + width + "s  %s").formatted(name, summary(name)).strip()));
        out.println();
        names.stream().filter(name -> !isOurs(name))
                .collect(Collectors.groupingBy(Help::scope, TreeMap::new, Collectors.mapping(Help::function, Collectors.joining(" "))))
                .forEach((scope, functions) -> out.println(scope + ": " + functions));
    }

    void describe(String command, PrintStream out) {
        String name = names().stream()
                .filter(known -> known.equals(command) || known.endsWith(":" + command))
                .min((one, other) -> Boolean.compare(isOurs(other), isOurs(one)))
                .orElseThrow(() -> new IllegalArgumentException("no command named '" + command + "'; 'help' lists them"));
        List<Method> methods = methods(name);
        if (methods.isEmpty()) {
            out.println(name);
        }
        for (Method method : methods) {
            out.println(name + signature(method) + description(method.getAnnotation(Descriptor.class)));
            parameters(method).forEach(parameter -> out.println("    " + parameter.getType().getSimpleName()
                    + description(parameter.getAnnotation(Descriptor.class))));
        }
    }

    @SuppressWarnings("unchecked") // Gogo keeps its commands in a variable, and a variable is an Object
    private Set<String> names() {
        Set<String> names = new TreeSet<>((Set<String>) session.get(CommandSessionImpl.COMMANDS));
        names.removeIf(name -> function(name).startsWith("_"));
        return names;
    }

    private String summary(String name) {
        return methods(name).stream()
                .flatMap(method -> Optional.ofNullable(method.getAnnotation(Descriptor.class)).stream())
                .findFirst().map(Descriptor::value).orElse("");
    }

    private List<Method> methods(String name) {
        if (!(session.get(name) instanceof CommandProxy command)) {
            return List.of();
        }
        try {
            return Arrays.stream(command.getTarget().getClass().getMethods())
                    .filter(method -> method.getName().equalsIgnoreCase(function(name)))
                    .sorted((one, other) -> one.getParameterCount() - other.getParameterCount())
                    .toList();
        } finally {
            command.ungetTarget();
        }
    }

    private static String signature(Method method) {
        return parameters(method).stream().map(parameter -> " " + parameter.getType().getSimpleName()).collect(Collectors.joining());
    }

    private static List<Parameter> parameters(Method method) {
        return Arrays.stream(method.getParameters()).filter(parameter -> parameter.getType() != CommandSession.class).toList();
    }

    private static String description(Descriptor descriptor) {
        return descriptor == null ? "" : " - " + descriptor.value();
    }

    private static boolean isOurs(String name) {
        return OURS.contains(scope(name));
    }

    private static String scope(String name) {
        return name.substring(0, name.indexOf(':'));
    }

    private static String function(String name) {
        return name.substring(name.indexOf(':') + 1);
    }
}
