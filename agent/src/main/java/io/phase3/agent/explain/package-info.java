/** What each rule finds in classes, what its expressions are there, and why it does not find more: for people. */
package io.phase3.agent.explain;
