package org.dmaengine.testing;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/// Declarative Services components that wait for something, as sentences.
///
/// Asks the container's own runtime by reflection: this class is lent to the container from outside, where
/// `org.osgi.service.component.runtime` is another package, or none.
final class UnsatisfiedComponents {
    private static final String RUNTIME = "org.osgi.service.component.runtime.ServiceComponentRuntime";

    private UnsatisfiedComponents() {
    }

    static List<String> of(BundleContext context) {
        List<String> sentences = new ArrayList<>();
        try {
            ServiceReference<?>[] references = context.getAllServiceReferences(RUNTIME, null);
            if (references != null) {
                describeAll(context.getService(references[0]), sentences);
                context.ungetService(references[0]);
            }
        } catch (InvalidSyntaxException | ReflectiveOperationException e) {
            sentences.add("the components could not be asked: " + e);
        }
        return sentences;
    }

    private static void describeAll(Object runtime, List<String> sentences) throws ReflectiveOperationException {
        Class<?> type = runtime.getClass();
        Object all = type.getMethod("getComponentDescriptionDTOs", Bundle[].class).invoke(runtime, (Object) new Bundle[0]);
        for (Object description : (Collection<?>) all) {
            Collection<?> configurations = (Collection<?>) type
                    .getMethod("getComponentConfigurationDTOs", description.getClass()).invoke(runtime, description);
            for (Object configuration : configurations) {
                describe(field(description, "name"), configuration, sentences);
            }
            if (configurations.isEmpty() && "require".equals(field(description, "configurationPolicy"))) {
                sentences.add("component " + field(description, "name") + " waits for a configuration");
            }
        }
    }

    private static void describe(Object name, Object configuration, List<String> sentences) throws ReflectiveOperationException {
        Object unsatisfied = field(configuration, "unsatisfiedReferences");
        for (int i = 0; unsatisfied != null && i < Array.getLength(unsatisfied); i++) {
            Object reference = Array.get(unsatisfied, i);
            Object target = field(reference, "target");
            sentences.add("component " + name + " waits for its reference " + field(reference, "name")
                    + (target == null ? "" : " " + target));
        }
        Object failure = field(configuration, "failure");
        if (failure != null) {
            sentences.add("component " + name + " failed: " + failure.toString().lines().findFirst().orElse(""));
        }
    }

    private static Object field(Object dto, String name) throws ReflectiveOperationException {
        return dto.getClass().getField(name).get(dto);
    }
}
