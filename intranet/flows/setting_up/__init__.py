"""Setting a house up: steps, presets that can be taken back, tasks, and a plan that says who does what."""
