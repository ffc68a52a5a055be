/** The monitoring stack, proven live: the real programs, a company that is well, and everything that can happen to it. */
package io.phase3.proof;
