"""Many submissions: intake, batch, journal, statistics, reports."""
