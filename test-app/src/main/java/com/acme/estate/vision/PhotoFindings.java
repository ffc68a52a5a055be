package com.acme.estate.vision;

import com.acme.estate.claude.TokenUsage;

/**
 * What a photo shows.
 *
 * @param score 0 to 1
 * @param readable whether the photo was good enough to tell
 */
public record PhotoFindings(Analysis analysis, double score, boolean readable, TokenUsage usage) {}
