package com.acme.estate.leads;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;

/** The text format of the websocket protocol: one JSON object a message. */
public final class LeadJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LeadJson() {}

    /** Text from a client becomes a message. */
    public static final class MessageDecoder implements Decoder.Text<LeadMessage> {

        @Override
        public LeadMessage decode(String text) throws DecodeException {
            try {
                return JSON.readValue(text, LeadMessage.class);
            } catch (JsonProcessingException e) {
                throw new DecodeException(text, "Not a lead message", e);
            }
        }

        @Override
        public boolean willDecode(String text) {
            return text.startsWith("{");
        }
    }

    /** An update becomes text for clients. */
    public static final class UpdateEncoder implements Encoder.Text<LeadUpdate> {

        @Override
        public String encode(LeadUpdate update) throws EncodeException {
            try {
                return JSON.writeValueAsString(update);
            } catch (JsonProcessingException e) {
                throw new EncodeException(update, "Cannot be written as JSON", e);
            }
        }
    }
}
