package org.dmaengine.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Bundles that a class [InOsgi] wants beside those of its run descriptor, installed in this order.
///
/// Meant to be put on annotations that name an idea:
///
/// ```java
/// @WithBundles({"org.dmaengine.dma-api", "org.dmaengine.controller-memcpy"})
/// @Retention(RUNTIME)
/// @interface MemcpyController { }
/// ```
@Documented
@Inherited
@Repeatable(WithBundles.List.class)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface WithBundles {
    /// Symbolic names of bundles on the class path. One that is named twice is installed once.
    String[] value();

    /// Several at one place.
    @Documented
    @Inherited
    @Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @interface List {
        /// All of them.
        WithBundles[] value();
    }
}
