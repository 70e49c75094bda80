"""What is noticed of the machine: one file a monitor."""
