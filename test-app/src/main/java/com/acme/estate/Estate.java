package com.acme.estate;

import com.acme.estate.cache.PropertyCache;
import com.acme.estate.cache.PropertySearch;
import com.acme.estate.churn.ChurnModel;
import com.acme.estate.churn.EmailChannel;
import com.acme.estate.churn.InAppChannel;
import com.acme.estate.churn.Interventions;
import com.acme.estate.churn.PushChannel;
import com.acme.estate.churn.RetentionOffers;
import com.acme.estate.churn.SmsChannel;
import com.acme.estate.claude.Claude;
import com.acme.estate.coaching.CoachingAlerts;
import com.acme.estate.coaching.ConversationCoach;
import com.acme.estate.dashboard.Dashboard;
import com.acme.estate.deals.BrokerageDeals;
import com.acme.estate.deals.ContractNumbers;
import com.acme.estate.deals.Deals;
import com.acme.estate.deals.Rentals;
import com.acme.estate.events.EventBus;
import com.acme.estate.leads.LeadDesk;
import com.acme.estate.leads.LeadServer;
import com.acme.estate.neighborhood.CensusApi;
import com.acme.estate.store.Database;
import com.acme.estate.store.RedisPool;
import com.acme.estate.vendor.MessagesApi;
import com.acme.estate.vendor.Seed;
import com.acme.estate.vision.PhotoAnalyst;
import com.acme.estate.vision.TourPlanner;
import com.anthropic.client.AnthropicClient;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The service put together: every part, and what each needs from the others. */
public final class Estate implements AutoCloseable {
    private static final int BACKGROUND_THREADS = 16;

    private final ExecutorService background =
            Executors.newFixedThreadPool(BACKGROUND_THREADS, task -> new Thread(task, "background"));
    private final EventBus bus = EventBus.start();
    private final MessagesApi messagesApi;
    private final AnthropicClient claude;
    private final LeadServer leadServer;
    private final PhotoAnalyst photoAnalyst;
    private final TourPlanner tourPlanner;
    private final ChurnModel churnModel;
    private final Interventions interventions;
    private final RetentionOffers retentionOffers;
    private final ConversationCoach coach;
    private final Deals deals;
    private final Rentals rentals;
    private final PropertySearch propertySearch;
    private final Dashboard dashboard;

    private Estate(MessagesApi messagesApi, Seed seed, double timeScale, int port)
            throws IOException, DeploymentException {
        this.messagesApi = messagesApi;
        claude = Claude.connect(messagesApi.baseUrl(), "sk-ant-loopback");

        Database database = Database.connect(seed, timeScale);
        RedisPool redis = new RedisPool(seed, timeScale);
        leadServer = LeadServer.start(new LeadDesk(database, redis, bus), port);

        photoAnalyst = new PhotoAnalyst(claude, bus);
        tourPlanner = new TourPlanner(claude);

        SmsChannel sms = new SmsChannel(seed, timeScale);
        EmailChannel email = new EmailChannel(seed, timeScale);
        PushChannel push = new PushChannel(seed, timeScale);
        InAppChannel inApp = new InAppChannel(seed, timeScale);
        churnModel = new ChurnModel(database);
        interventions = new Interventions(email, sms, push, inApp, bus, background);
        retentionOffers = new RetentionOffers(database, sms);

        coach = new ConversationCoach(claude, new CoachingAlerts(seed, timeScale), bus, background);

        ContractNumbers numbers = new ContractNumbers(Clock.systemUTC(), ProcessHandle.current());
        deals = new BrokerageDeals(database, bus, numbers);
        rentals = new Rentals(database, bus, numbers);

        propertySearch = new PropertySearch(new PropertyCache(redis), database, new CensusApi(seed, timeScale));
        dashboard = new Dashboard(database, redis, bus);
    }

    /**
     * Starts every part.
     *
     * @param timeScale what the latency of everything outside the service is multiplied with; 1 is real time
     * @param port of the websocket server; 0 for any free one
     */
    public static Estate open(Seed seed, double timeScale, int port) throws IOException, DeploymentException {
        MessagesApi messagesApi = MessagesApi.start(seed, timeScale);
        return new Estate(messagesApi, seed, timeScale, port);
    }

    public EventBus bus() {
        return bus;
    }

    public MessagesApi messagesApi() {
        return messagesApi;
    }

    public LeadServer leadServer() {
        return leadServer;
    }

    public PhotoAnalyst photoAnalyst() {
        return photoAnalyst;
    }

    public TourPlanner tourPlanner() {
        return tourPlanner;
    }

    public ChurnModel churnModel() {
        return churnModel;
    }

    public Interventions interventions() {
        return interventions;
    }

    public RetentionOffers retentionOffers() {
        return retentionOffers;
    }

    public ConversationCoach coach() {
        return coach;
    }

    public Deals deals() {
        return deals;
    }

    public Rentals rentals() {
        return rentals;
    }

    public PropertySearch propertySearch() {
        return propertySearch;
    }

    public Dashboard dashboard() {
        return dashboard;
    }

    @Override
    public void close() {
        leadServer.close();
        claude.close();
        bus.close();
        background.shutdownNow();
        messagesApi.close();
    }
}
