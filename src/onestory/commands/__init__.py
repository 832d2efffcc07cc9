"""What the commands share (reading, output), and the groups of commands."""
