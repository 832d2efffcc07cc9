"""`python -m onestory`: the same as the command `onestory`."""

from onestory.cli import main

main()
