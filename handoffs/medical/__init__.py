"""Medical only: inquiries as they arrived, the follow-up, the interest to return."""
