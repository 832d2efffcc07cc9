"""What the commands of `onestory.cli` share."""
