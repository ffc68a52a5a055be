/** Passwords and tokens: where they come from, and that they are never printed. */
package io.phase3.monitor.secret;
