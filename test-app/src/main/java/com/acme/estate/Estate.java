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
import com.acme.estate.vendor.Conditions;
import com.acme.estate.vendor.MessagesApi;
import com.acme.estate.vendor.RemoteSystems;
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
    private final RemoteSystems remotes;
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
    private final PropertyCache propertyCache;
    private final PropertySearch propertySearch;
    private final Dashboard dashboard;

    private Estate(MessagesApi messagesApi, RemoteSystems remotes, int port) throws IOException, DeploymentException {
        this.remotes = remotes;
        this.messagesApi = messagesApi;
        claude = Claude.connect(messagesApi.baseUrl(), "sk-ant-loopback");

        Database database = Database.connect(remotes);
        RedisPool redis = new RedisPool(remotes);
        leadServer = LeadServer.start(new LeadDesk(database, redis, bus), port);

        photoAnalyst = new PhotoAnalyst(claude, bus);
        tourPlanner = new TourPlanner(claude);

        SmsChannel sms = new SmsChannel(remotes);
        EmailChannel email = new EmailChannel(remotes);
        PushChannel push = new PushChannel(remotes);
        InAppChannel inApp = new InAppChannel(remotes);
        churnModel = new ChurnModel(database);
        interventions = new Interventions(email, sms, push, inApp, bus, background);
        retentionOffers = new RetentionOffers(database, sms);

        coach = new ConversationCoach(claude, new CoachingAlerts(remotes), bus, background);

        ContractNumbers numbers = new ContractNumbers(Clock.systemUTC(), ProcessHandle.current());
        deals = new BrokerageDeals(database, bus, numbers);
        rentals = new Rentals(database, bus, numbers);

        propertyCache = new PropertyCache(redis);
        propertySearch = new PropertySearch(propertyCache, database, new CensusApi(remotes));
        dashboard = new Dashboard(database, redis, bus);
    }

    /**
     * Starts every part.
     *
     * @param timeScale what the latency of everything outside the service is multiplied with; 1 is real time
     * @param port of the websocket server; 0 for any free one
     */
    public static Estate open(Seed seed, double timeScale, int port) throws IOException, DeploymentException {
        MessagesApi messagesApi = MessagesApi.start(seed, timeScale, Conditions.ORDINARY);
        return new Estate(messagesApi, RemoteSystems.lifelike(seed, timeScale), port);
    }

    /** Starts every part, in a world where nobody else ever fails unless it is ordered. */
    public static Estate openFlawless(Seed seed, double timeScale, int port) throws IOException, DeploymentException {
        MessagesApi messagesApi = MessagesApi.start(seed, timeScale, Conditions.FLAWLESS);
        return new Estate(messagesApi, RemoteSystems.flawless(seed, timeScale), port);
    }

    public RemoteSystems remotes() {
        return remotes;
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

    public PropertyCache propertyCache() {
        return propertyCache;
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
