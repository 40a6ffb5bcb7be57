"""Voice: rule-setting bodies, processes, demands, evidence and outcomes."""
