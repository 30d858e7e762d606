package org.dmaengine.tools.board;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Words;

/// The clients that have both a name to receive by and one to send by.
final class Talkers {
    private static final Pattern SERIAL = Pattern.compile(".*/(serial|uart)[^/]*");

    private Talkers() {
    }

    /// The client asked for; else the first serial port, else the first of the others.
    ///
    /// @param names those in force
    /// @return empty if no client has both, and none was asked for
    static String choose(List<Name> names, BoardParameters parameters) throws CommandFailure {
        Set<String> receiving = clients(names, parameters.receives());
        List<String> both = clients(names, parameters.sends()).stream().filter(receiving::contains).toList();
        if (!parameters.client().isEmpty()) {
            if (!both.contains(parameters.client())) {
                throw new CommandFailure(parameters.client() + " has no " + parameters.receives() + " and " + parameters.sends()
                        + " in force; " + (both.isEmpty() ? "nobody has" : Words.advice(parameters.client(), both)));
            }
            return parameters.client();
        }
        return both.stream().filter(client -> SERIAL.matcher(client).matches()).findFirst().orElse(both.isEmpty() ? "" : both.getFirst());
    }

    private static Set<String> clients(List<Name> names, String name) {
        return names.stream().filter(each -> each.name().equals(name)).map(Name::client)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
