/** Passwords and keys: where they may come from, and how they stay out of every message. */
package io.phase3.monitor.secret;
