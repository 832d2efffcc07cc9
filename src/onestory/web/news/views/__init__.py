"""The readers' pages; `urls.py` says which function shows which."""
