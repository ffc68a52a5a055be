/** What the product earned and what it cost, in a day or a week: the report for those who pay. */
package io.phase3.monitor.impact;
