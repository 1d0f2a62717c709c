"""Forms: which fields there are, what a person gave, what they would be otherwise, and what is wrong."""
