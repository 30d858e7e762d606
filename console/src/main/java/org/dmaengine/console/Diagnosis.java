package org.dmaengine.console;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/// Why a Configuration has not become what it asks for.
final class Diagnosis {
    private final BundleContext all;
    private final ServiceComponentRuntime components;

    Diagnosis(BundleContext all, ServiceComponentRuntime components) {
        this.all = all;
        this.components = components;
    }

    String of(String pid) {
        return taker(pid).map(component -> explain(component, pid)).orElseGet(() -> noTaker(pid));
    }

    private Optional<ComponentDescriptionDTO> taker(String pid) {
        return components.getComponentDescriptionDTOs().stream()
                .filter(component -> Arrays.asList(component.configurationPid).contains(factory(pid)))
                .findAny();
    }

    private static String factory(String pid) {
        int tilde = pid.indexOf('~');
        return tilde < 0 ? pid : pid.substring(0, tilde);
    }

    private String noTaker(String pid) {
        String unresolved = Arrays.stream(all.getBundles())
                .filter(bundle -> bundle.getState() == Bundle.INSTALLED)
                .map(bundle -> "bundle " + bundle.getSymbolicName() + " does not resolve: " + whyUnresolved(bundle))
                .collect(Collectors.joining("; "));
        String nobody = "no component takes " + factory(pid);
        return unresolved.isEmpty() ? nobody + "; is that PID right, and its bundle there?" : nobody + "; " + unresolved;
    }

    /// Asks once more, since only the attempt tells the reason.
    private static String whyUnresolved(Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
            return "it does now";
        } catch (BundleException e) {
            return Failure.line(e).replaceFirst(" Unresolved requirements: .*", ""); // which says it all again
        }
    }

    private String explain(ComponentDescriptionDTO component, String pid) {
        return components.getComponentConfigurationDTOs(component).stream()
                .filter(instance -> pid.equals(instance.properties.get(Constants.SERVICE_PID)))
                .map(instance -> "component " + component.name + " " + state(instance))
                .findAny()
                .orElse("component " + component.name + " has not taken it");
    }

    private static String state(ComponentConfigurationDTO instance) {
        return switch (instance.state) {
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> "waits for " + references(instance);
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> "waits for a configuration";
            case ComponentConfigurationDTO.FAILED_ACTIVATION -> "failed: " + rootCause(instance.failure);
            default -> "is there, but registered no more";
        };
    }

    /// Of a stack trace in text form: its first line, and under "Caused by" what really happened.
    static String rootCause(String stackTrace) {
        return stackTrace.lines()
                .filter(line -> !line.startsWith("\t"))
                .reduce((_, last) -> last)
                .map(line -> line.replaceFirst("^Caused by: ", "").replaceFirst("^[\\w.$]+: ", ""))
                .orElse("for an unknown reason");
    }

    private static String references(ComponentConfigurationDTO instance) {
        return Arrays.stream(instance.unsatisfiedReferences)
                .map(reference -> "its reference '" + reference.name + "'" + (reference.target == null ? "" : " " + reference.target))
                .collect(Collectors.joining(" and "));
    }
}
