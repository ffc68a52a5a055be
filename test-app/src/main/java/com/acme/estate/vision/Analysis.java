package com.acme.estate.vision;

/** What a photo of a property can be asked. */
public enum Analysis {
    LUXURY_DETECTION("luxury_detection", "How luxurious are fittings, materials and finish?"),
    CONDITION("condition", "How well kept is what the photo shows?"),
    CURB_APPEAL("curb_appeal", "How inviting does the property look from the street?");

    private final String label;
    private final String question;

    Analysis(String label, String question) {
        this.label = label;
        this.question = question;
    }

    public String label() {
        return label;
    }

    String question() {
        return question;
    }
}
