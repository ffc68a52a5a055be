/** What operators run: the command {@code phase3}, one class a subcommand. */
package io.phase3.monitor;
