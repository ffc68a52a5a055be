package com.acme.estate.traffic;

import com.acme.estate.Estate;
import com.acme.estate.churn.ChurnRisk;
import com.acme.estate.churn.RiskLevel;
import com.acme.estate.coaching.Conversation;
import com.acme.estate.coaching.ConversationType;
import com.acme.estate.deals.Closing;
import com.acme.estate.deals.Deal;
import com.acme.estate.deals.Lease;
import com.acme.estate.vision.Analysis;
import com.acme.estate.vision.PhotoRequest;
import com.acme.estate.vision.Tour;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

/** What each activity does to the service. Safe for many threads. */
final class Playbook {
    private static final int PROPERTIES = 600;
    private static final int AGENTS = 24;
    private static final double FALLS_THROUGH_RATIO = 0.05;
    private static final double ANSWER_IS_LOST_RATIO = 0.15;
    private static final double ACCEPTS_OFFER_RATIO = 0.4;

    private final Estate estate;
    private final LeadClients clients;
    private final BlockingDeque<Closing> signed = new LinkedBlockingDeque<>(64);

    Playbook(Estate estate, LeadClients clients) {
        this.estate = estate;
        this.clients = clients;
    }

    /** Does what the occurrence says and waits until it is done. */
    void act(Occurrence occurrence) {
        switch (occurrence.activity()) {
            case LEAD_MESSAGE -> sendLeadMessage(occurrence);
            case CONNECTION -> clients.change(occurrence.variant());
            case PHOTO -> showPhoto(occurrence);
            case TOUR -> planTour(occurrence);
            case CHURN_REVIEW -> reviewChurn(occurrence);
            case CONVERSATION ->
                estate.coach().analyse(conversation(occurrence)).join();
            case CALL_REVIEW -> estate.coach().review(conversation(occurrence));
            case SEARCH -> search(occurrence);
            case DASHBOARD -> estate.dashboard().refresh();
            case SALE -> close(occurrence);
            case LEASE -> sign(occurrence);
            case RESCISSION -> rescind();
        }
    }

    private void sendLeadMessage(Occurrence occurrence) {
        String type = occurrence.variant();
        String message = type.equals("heartbeat")
                ? "{\"type\":\"heartbeat\"}"
                : "{\"type\":\"" + type + "\",\"leadId\":\"" + occurrence.leadId() + "\"}";
        clients.send(occurrence.number(), message);
    }

    private void showPhoto(Occurrence occurrence) {
        Analysis analysis = Analysis.valueOf(occurrence.variant().toUpperCase(Locale.ROOT));
        estate.photoAnalyst()
                .analyse(new PhotoRequest(
                        occurrence.leadId(), property(occurrence), analysis, Material.photo(occurrence.number())));
    }

    private void planTour(Occurrence occurrence) {
        long number = 2 * occurrence.number();
        List<String> floorPlans = List.of(Material.photo(-number), Material.photo(-number - 1));
        estate.tourPlanner().plan(new Tour(occurrence.leadId(), floorPlans));
    }

    private void reviewChurn(Occurrence occurrence) {
        ChurnRisk risk = estate.churnModel().score(occurrence.leadId(), occurrence.chance());
        estate.interventions().intervene(risk).join();
        if (risk.level() == RiskLevel.HIGH && occurrence.luck() < ACCEPTS_OFFER_RATIO) {
            estate.retentionOffers().extend(risk);
        }
    }

    private static Conversation conversation(Occurrence occurrence) {
        ConversationType type = ConversationType.valueOf(occurrence.variant().toUpperCase(Locale.ROOT));
        String agent = "agent-" + occurrence.number() % AGENTS;
        return new Conversation(agent, occurrence.leadId(), type, Material.transcript(occurrence.chance()));
    }

    private void search(Occurrence occurrence) {
        String zip = String.format(Locale.ROOT, "9%04d", (int) (occurrence.luck() * 400));
        estate.propertySearch().find(property(occurrence), zip);
    }

    private void close(Occurrence occurrence) {
        boolean financed = occurrence.luck() >= FALLS_THROUGH_RATIO;
        Deal deal =
                new Deal(occurrence.leadId(), property(occurrence), Material.salePrice(occurrence.chance()), financed);
        Closing closing = estate.deals().close(deal);
        if (occurrence.luck() >= 1 - ANSWER_IS_LOST_RATIO) {
            // Whoever never heard that the deal is signed asks again, more than once if in doubt.
            estate.deals().close(deal);
            estate.deals().close(deal);
        }
        if (closing.signed()) {
            while (!signed.offerLast(closing)) {
                signed.pollFirst();
            }
        }
    }

    private void sign(Occurrence occurrence) {
        estate.rentals()
                .sign(new Lease(occurrence.leadId(), property(occurrence), Material.monthlyRent(occurrence.chance())));
    }

    private void rescind() {
        // Who regrets it does so soon.
        Closing closing = signed.pollLast();
        if (closing != null) {
            estate.deals().rescind(closing);
        }
    }

    /** A few properties are looked at by everybody. */
    private static String property(Occurrence occurrence) {
        return "P" + (int) (PROPERTIES * Math.pow(occurrence.chance(), 4));
    }
}
