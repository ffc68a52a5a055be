/** A PostgreSQL and a Redis that need nothing installed and leave nothing behind. */
package com.acme.estate.stores;
