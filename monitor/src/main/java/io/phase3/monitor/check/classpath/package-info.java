/** Class files where people keep them: jars, jars within jars, WARs, folders. Nothing in them is ever run. */
package io.phase3.monitor.check.classpath;
