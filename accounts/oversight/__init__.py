"""What compliance and legal read of accounts: who took rows out."""
