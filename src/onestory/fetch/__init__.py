"""HTTP and nothing else: a polite, guarded client, robots.txt and reservations, snapshots."""
