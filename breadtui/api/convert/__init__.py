"""The service's JSON as domain values, and domain values as the JSON the service takes; a module a topic."""
