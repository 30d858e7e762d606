package org.dmaengine.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A framework property that a class [InOsgi] wants set, as in `@WithProperty(name = "dma.debug", value = "true")`.
/// It wins over the run descriptor's.
@Documented
@Inherited
@Repeatable(WithProperty.List.class)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface WithProperty {
    /// The property's name.
    String name();

    /// The property's value.
    String value();

    /// Several at one place.
    @Documented
    @Inherited
    @Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @interface List {
        /// All of them.
        WithProperty[] value();
    }
}
