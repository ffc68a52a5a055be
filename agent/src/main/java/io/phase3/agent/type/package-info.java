/** What class files say about a type and what stands above it, without loading any of them. */
package io.phase3.agent.type;
