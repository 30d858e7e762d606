package org.dmaengine.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// This Jupiter test class runs inside an OSGi framework of its own, started before the first of its tests and stopped
/// after the last.
///
/// ```java
/// @InOsgi(bndrun = "../launcher/dmaengine.bndrun")
/// class CopyIT {
///     @Service
///     SlaveMap slaveMap;
///
///     @Test
///     void shouldFindTheChannelOfTheDefaultBoard() {
///         slaveMap.requestChannel("shell", "copy").close();
///     }
/// }
/// ```
///
/// Bundles are taken from the jars on the test's class path, found by their symbolic names: what runs is what was
/// built. The framework is the one on the class path, and there must be only one. A bundle that does not start fails
/// the class, with the framework's reason. The storage is a fresh folder under `target/exam`, removed at the end.
///
/// The class and everything beside it (`target/test-classes`) become one bundle, [#TEST_BUNDLE], that imports what it
/// needs when it needs it. A test gets hold of a `BundleContext` by a parameter of that type, in any method of Jupiter's
/// life cycle and in the constructor.
///
/// For top-level and static nested classes; their `@Nested` classes run in the same container.
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ServiceExtension.class)
public @interface InOsgi {
    /// Symbolic name of the bundle that the test classes become.
    String TEST_BUNDLE = "org.dmaengine.testing.tests";

    /// A run descriptor whose `-runbundles` are started, and whose `-runproperties` count, as a path from the module's
    /// folder; empty for none.
    String bndrun() default "";

    /// Symbolic names of bundles of the run descriptor that are left out.
    String[] except() default {};

    /// Symbolic names of bundles that are installed and resolved, but not started: their classes are wanted, what their
    /// activators do is not.
    String[] unstarted() default {};
}
