package com.acme.estate.vision;

/**
 * A photo and what to look for in it.
 *
 * @param leadId for whom
 * @param photo the file, JPEG in base64
 */
public record PhotoRequest(String leadId, String propertyId, Analysis analysis, String photo) {}
