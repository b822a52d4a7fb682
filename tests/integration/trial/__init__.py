"""A trial in front of servers that people really run."""
