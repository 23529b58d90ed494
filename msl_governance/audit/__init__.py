"""What compliance reads: ledger and refusals; history, seals and sampling come with the audit issue."""
