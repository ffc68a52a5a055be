/**
 * What application code may import: two annotations that name the methods worth measuring, and a facade for code that
 * wants to record by hand.
 *
 * <p>Nothing here does anything by itself. With the Phase 3 agent attached, annotated methods are measured and the
 * facade records; without it, annotations are inert and every facade method returns at once.
 */
package io.phase3.annotations;
