"""What is amiss with a job that the service calls running or complete: rules, their evidence, and what is not told."""
