package io.phase3.monitor.backtest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes a report as one JSON object, with every alert in it; durations are in seconds. */
final class ReportJson {
    private ReportJson() {}

    static String of(Report report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("history", report.history());
        json.put("healthy", report.healthy());
        json.put("from", report.span().start().toString());
        json.put("until", report.span().end().toString());
        json.put("pagesPerWeek", report.pagesPerWeek());
        json.put("messagesPerWeek", report.messagesPerWeek());
        json.put("maximumPagesPerWeek", report.maximumPages());
        json.put("good", report.isGood());
        ArrayNode alerts = json.putArray("alerts");
        for (Report.Line line : report.lines(report.rules().alerts())) {
            alerts.addObject()
                    .put("alert", line.rule().name())
                    .put("category", line.rule().category())
                    .put("severity", line.rule().severity())
                    .put("times", line.times())
                    .put("longestSeconds", line.longest().toSeconds())
                    .put("totalSeconds", line.total().toSeconds())
                    .put("notificationsPerWeek", line.toldPerWeek());
        }
        return json.toString();
    }
}
