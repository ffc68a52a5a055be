/** A made-up history: every metric that rules name, over days and nights, weekends and deploys, with incidents if wanted. */
package io.phase3.monitor.backtest.history;
