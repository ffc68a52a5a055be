/** What rules will find in classes that do not run yet, or find in a JVM that does. */
package io.phase3.monitor.check;
