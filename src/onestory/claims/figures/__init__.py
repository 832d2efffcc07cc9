"""Numbers that count or measure: value, bound, unit, what is counted."""
