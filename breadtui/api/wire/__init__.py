"""The service's JSON as published, a module a topic, so that what nobody asks for is not loaded."""
