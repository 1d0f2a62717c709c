"""What is checked before a stim, rollout or bake is started: pure rules over what was read afresh."""
