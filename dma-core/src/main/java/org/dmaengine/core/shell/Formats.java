package org.dmaengine.core.shell;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dmaengine.spi.SlaveMapFormat;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/// The formats that files of slave maps may have, by their words; of two with one word the better service ranking counts. Thread-safe.
@Component(service = Formats.class)
public final class Formats {
    /// Sorted when it is asked: the order of references changes with the rankings of their services.
    private final Map<ServiceReference<SlaveMapFormat>, SlaveMapFormat> present = new ConcurrentHashMap<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, unbind = "removeFormat")
    void addFormat(ServiceReference<SlaveMapFormat> reference, SlaveMapFormat format) {
        present.put(reference, format);
    }

    void removeFormat(ServiceReference<SlaveMapFormat> reference) {
        present.remove(reference);
    }

    /// The format of that word.
    ///
    /// @throws IllegalArgumentException if there is none; says which there are
    SlaveMapFormat named(String word) {
        return present.entrySet().stream().filter(each -> word.equals(word(each.getKey())))
                .max(Map.Entry.comparingByKey(Comparator.naturalOrder())).map(Map.Entry::getValue).orElseThrow(() -> refused(word));
    }

    /// The refusal of a parameter that is none; says which there are.
    IllegalArgumentException refused(String parameter) {
        List<String> words = words();
        return new IllegalArgumentException("dma:map has no parameter '" + parameter + "'; it takes " + (words.isEmpty()
                ? "none, since no source with files is present" : String.join("=FILE, ", words) + "=FILE, diff=FILE or problems=FILE"));
    }

    /// The refusal of a parameter that has no value; says what it takes.
    IllegalArgumentException withoutFile(String parameter) {
        return words().contains(parameter) || List.of("diff", "problems").contains(parameter)
                ? new IllegalArgumentException("dma:map " + parameter + " names no file; it takes " + parameter + "=FILE, a file or folder")
                : refused(parameter);
    }

    /// The format of a file or folder that only names tell it by: where there is but one format, that one.
    ///
    /// @throws IllegalArgumentException if it cannot be told
    SlaveMapFormat of(Path file) {
        List<String> words = words();
        List<String> likely = words.size() == 1 ? words : words.stream().filter(word -> named(word).isLikely(file)).toList();
        if (likely.size() != 1) {
            throw new IllegalArgumentException("what format " + file + " has cannot be told by its name or the names in it; "
                    + (words.isEmpty() ? "no source with files is present" : "it may be " + String.join(" or ", likely.isEmpty() ? words : likely)));
        }
        return named(likely.getFirst());
    }

    private List<String> words() {
        return present.keySet().stream().map(Formats::word).distinct().sorted().toList();
    }

    private static String word(ServiceReference<SlaveMapFormat> reference) {
        return String.valueOf(reference.getProperty(SlaveMapFormat.FORMAT));
    }
}
