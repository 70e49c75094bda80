"""The Guide: pages about the exam, and the sheet of numbers to print."""
