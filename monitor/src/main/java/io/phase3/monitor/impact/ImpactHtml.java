package io.phase3.monitor.impact;

/** Placeholder until the page is drawn. */
final class ImpactHtml {
    private ImpactHtml() {}

    static String of(ImpactReport report) {
        return "<!DOCTYPE html><title>" + report.last() + "</title>";
    }
}
