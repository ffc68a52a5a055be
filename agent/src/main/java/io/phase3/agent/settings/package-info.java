/** Configuration text becomes values; every mistake in it is told by file and line, and never gives a secret away. */
package io.phase3.agent.settings;
