/** Programs that are not ours: where they are, and running them without leaving one behind. */
package io.phase3.monitor.programs;
