package org.dmaengine.testing;

import java.lang.reflect.Field;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ModifierSupport;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/// Hands the container's services to a test class that runs inside; refuses one that runs outside.
final class ServiceExtension implements BeforeAllCallback, TestInstancePostProcessor, ParameterResolver {
    private static final Namespace SERVICES = Namespace.create(ServiceExtension.class);

    /// Asks for the method's context where an instance is made for one method: its services go back with it.
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        inject(context, context.getRequiredTestClass(), null);
    }

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) throws Exception {
        inject(context, instance.getClass(), instance);
    }

    private static void inject(ExtensionContext context, Class<?> type, Object instance) throws Exception {
        BundleContext bundle = bundleContext(type);
        for (Field field : AnnotationSupport.findAnnotatedFields(type, Service.class,
                field -> ModifierSupport.isStatic(field) == (instance == null))) {
            field.setAccessible(true);
            field.set(instance, get(context, bundle, field.getType(), field.getAnnotation(Service.class)));
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(Service.class) || parameter.getParameter().getType() == BundleContext.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        BundleContext bundle = bundleContext(parameter.getDeclaringExecutable().getDeclaringClass());
        return parameter.findAnnotation(Service.class)
                .map(service -> get(context, bundle, parameter.getParameter().getType(), service))
                .orElse(bundle);
    }

    private static Object get(ExtensionContext context, BundleContext bundle, Class<?> type, Service wanted) {
        ServiceUse use = ServiceUse.await(bundle, type, wanted);
        context.getStore(SERVICES).put(use, use); // closed with the context
        return use.service();
    }

    private static BundleContext bundleContext(Class<?> type) {
        Bundle bundle = FrameworkUtil.getBundle(type);
        if (bundle == null) {
            throw new ExtensionConfigurationException(type.getName() + " is @InOsgi, but runs outside of a container: a"
                    + " launcher has chosen the engine junit-jupiter by name; let it choose jupiter-in-osgi as well");
        }
        return bundle.getBundleContext();
    }
}
