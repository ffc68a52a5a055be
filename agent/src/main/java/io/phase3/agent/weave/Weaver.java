package io.phase3.agent.weave;

import io.phase3.agent.config.BoundRule;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.ExpressionCompiler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * Installs the probe in every method that a rule matches, as its class is loaded.
 *
 * <p>Works on class files alone: a class that is being loaded, or that it refers to, is never loaded by looking at it.
 * Fields and methods of a class stay as they are, so that classes loaded earlier can be woven too.
 */
final class Weaver {
    /** The class whose empty methods are filled with recording. */
    static final String FACADE = "io.phase3.annotations.Phase3Metrics";

    private final RuleMatcher matcher;
    private final ExpressionCompiler compiler;
    private final Sites sites;
    private final WeaveListener listener;
    private final ByteBuddy byteBuddy =
            new ByteBuddy().with(TypeValidation.DISABLED).ignore(ElementMatchers.none());

    Weaver(List<Rule> rules, ExpressionCompiler compiler, Sites sites, WeaveListener listener) {
        this.matcher = new RuleMatcher(rules);
        this.compiler = compiler;
        this.sites = sites;
        this.listener = listener;
    }

    /**
     * Weaves a class.
     *
     * @return the woven class file, or null if no rule matches a method of the class
     */
    byte[] weave(ClassLoader loader, String className, byte[] classFile) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(className, classFile),
                ClassFileLocator.ForClassLoader.of(loader),
                ClassFileLocator.ForClassLoader.ofBootLoader(),
                // Where the application has our annotations at compile time only, the agent jar still knows them.
                ClassFileLocator.ForClassLoader.of(Weaver.class.getClassLoader()));
        TypeDescription type = typePool(locator).describe(className).resolve();
        matcher.missedBy(type).forEach((rule, signatures) -> listener.ruleFindsNothing(rule, className, signatures));
        DynamicType.Builder<?> builder = null;
        for (MethodDescription.InDefinedShape method : type.getDeclaredMethods()) {
            for (Site site : sitesOf(method)) {
                if (builder == null) {
                    builder = byteBuddy.decorate(type, locator);
                }
                builder = builder.visit(ProbeAdvice.of(site).on(ElementMatchers.is(method)));
            }
        }
        return builder == null ? null : builder.make().getBytes();
    }

    /** Reads debug information too: it has the names of parameters. */
    private static TypePool typePool(ClassFileLocator locator) {
        return new TypePool.Default(new TypePool.CacheProvider.Simple(), locator, TypePool.Default.ReaderMode.EXTENDED);
    }

    private List<Site> sitesOf(MethodDescription.InDefinedShape method) {
        List<Site> found = new ArrayList<>(0);
        if (method.getDeclaringType().getName().equals(FACADE)) {
            sites.facadeSiteOf(signature(method), method.getParameters().size()).ifPresent(found::add);
            return found;
        }
        try {
            for (Rule rule : matcher.rulesOf(method)) {
                try {
                    BoundRule bound = BoundRule.bind(rule, method, compiler);
                    found.add(sites.siteOf(bound, Operation.of(method)));
                } catch (IllegalArgumentException e) {
                    listener.ruleDoesNotFit(rule, method.getDeclaringType().getName(), method.toString(), e);
                }
            }
        } catch (IllegalArgumentException e) {
            listener.wrongAnnotation(method.toString(), e);
        }
        // The first one's probe is the outermost: what it says of the call holds for the others, in whatever order the
        // rules were written.
        found.sort(Comparator.comparing(Site::opensScope).reversed());
        return found;
    }

    /** Overloads that only pass their arguments on are told from those that record by their types. */
    private static String signature(MethodDescription.InDefinedShape method) {
        return method.getParameters().asTypeList().asErasures().stream()
                .map(TypeDescription::getSimpleName)
                .collect(Collectors.joining(", ", method.getName() + '(', ")"));
    }
}
