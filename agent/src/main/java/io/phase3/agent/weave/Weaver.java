package io.phase3.agent.weave;

import io.phase3.agent.config.BoundRule;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.ExpressionCompiler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * Installs the probe in every method that a rule matches, as its class is loaded.
 *
 * <p>Works on class files alone: a class that is being loaded, or that it refers to, is never loaded by looking at it.
 * Fields and methods of a class stay as they are, so that classes loaded earlier can be woven too.
 */
final class Weaver {
    /** The class whose empty methods are filled with recording. */
    static final String FACADE = "io.phase3.annotations.Phase3Metrics";

    private final Matching matching;
    private final Sites sites;
    private final WeaveListener listener;
    private final BooleanSupplier holds;
    private final ByteBuddy byteBuddy =
            new ByteBuddy().with(TypeValidation.DISABLED).ignore(ElementMatchers.none());

    /** @param holds whether these rules are those that hold: what is woven else is thrown away */
    Weaver(List<Rule> rules, ExpressionCompiler compiler, Sites sites, WeaveListener listener, BooleanSupplier holds) {
        this.matching = new Matching(rules, compiler, listener);
        this.sites = sites;
        this.listener = listener;
        this.holds = holds;
    }

    /**
     * Weaves a class.
     *
     * @return the woven class file, or null if no rule matches a method of the class
     */
    byte[] weave(ClassLoader loader, String className, byte[] classFile) {
        DescribedClass described = DescribedClass.of(loader, className, classFile);
        Map<MethodDescription.InDefinedShape, List<Site>> woven =
                className.equals(FACADE) ? facadeSites(described.type()) : sites(described.type());
        if (woven.isEmpty()) {
            return null;
        }
        DynamicType.Builder<?> builder = byteBuddy.decorate(described.type(), described.locator());
        for (Map.Entry<MethodDescription.InDefinedShape, List<Site>> method : woven.entrySet()) {
            for (Site site : method.getValue()) {
                builder = builder.visit(ProbeAdvice.of(site).on(ElementMatchers.is(method.getKey())));
            }
        }
        return builder.make().getBytes();
    }

    private Map<MethodDescription.InDefinedShape, List<Site>> sites(TypeDescription type) {
        Map<MethodDescription.InDefinedShape, List<Site>> woven = new LinkedHashMap<>();
        matching.rulesIn(type).forEach((method, rules) -> {
            List<Site> found = new ArrayList<>(rules.size());
            for (BoundRule rule : rules) {
                try {
                    sites.siteOf(rule, Operation.of(method), holds).ifPresent(found::add);
                } catch (IllegalArgumentException e) {
                    listener.ruleDoesNotFit(rule.rule(), type.getName(), method.toString(), e);
                }
            }
            if (!found.isEmpty()) {
                // The first one's probe is the outermost: what it says of the call holds for the others, in whatever
                // order the rules were written.
                found.sort(Comparator.comparing(Site::opensScope).reversed());
                woven.put(method, found);
            }
        });
        return woven;
    }

    private Map<MethodDescription.InDefinedShape, List<Site>> facadeSites(TypeDescription facade) {
        Map<MethodDescription.InDefinedShape, List<Site>> woven = new LinkedHashMap<>();
        for (MethodDescription.InDefinedShape method : facade.getDeclaredMethods()) {
            sites.facadeSiteOf(signature(method), method.getParameters().size())
                    .ifPresent(site -> woven.put(method, Collections.singletonList(site)));
        }
        return woven;
    }

    /** Overloads that only pass their arguments on are told from those that record by their types. */
    private static String signature(MethodDescription.InDefinedShape method) {
        return method.getParameters().asTypeList().asErasures().stream()
                .map(TypeDescription::getSimpleName)
                .collect(Collectors.joining(", ", method.getName() + '(', ")"));
    }
}
