package org.dmaengine.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A service that a class [InOsgi] needs: its field or parameter is set to the service of that type with the best
/// ranking, as soon as there is one.
///
/// Instance fields are set before the first `@BeforeEach`, static ones before `@BeforeAll`. The service is got by the
/// test's own bundle and given back when the test is over (static ones: the class).
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Service {
    /// An OSGi filter that the service's properties must match, for example `(dma.controller=dma0)`; empty for any.
    String filter() default "";

    /// Milliseconds to wait for the service; then the test fails and says what there was instead.
    long timeout() default 5_000;
}
