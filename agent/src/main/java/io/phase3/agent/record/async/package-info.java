/** Sees the end of calls that go on after their method has returned; of libraries nothing is linked, only proxied. */
package io.phase3.agent.record.async;
