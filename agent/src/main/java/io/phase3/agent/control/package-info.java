/** What a running agent can be told by whoever may attach to its JVM, and how it answers. */
package io.phase3.agent.control;
