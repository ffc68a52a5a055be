/** How messages to people are worded, whichever part of the agent has something to say. */
package io.phase3.agent.message;
