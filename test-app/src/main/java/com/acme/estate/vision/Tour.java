package com.acme.estate.vision;

import java.util.List;

/**
 * A round of viewings for one lead.
 *
 * @param floorPlans one for each property, JPEG in base64
 */
public record Tour(String leadId, List<String> floorPlans) {}
