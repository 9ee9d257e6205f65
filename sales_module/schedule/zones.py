"""The time zones offered in a list; any other zone known to the system is taken too."""

# One per wall clock where mills and their suppliers are; names as in the time zone database.
ZONES = (
    "Europe/Helsinki", "Europe/Stockholm", "Europe/Berlin", "Europe/London", "Europe/Lisbon", "Europe/Istanbul",
    "Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata", "Asia/Dhaka",
    "Asia/Bangkok", "Asia/Jakarta", "Asia/Shanghai", "Asia/Singapore", "Asia/Taipei", "Asia/Tokyo", "Asia/Seoul",
    "Australia/Perth", "Australia/Brisbane", "Australia/Sydney", "Pacific/Auckland", "America/Sao_Paulo",
    "America/Argentina/Buenos_Aires", "America/Santiago", "America/Montevideo", "America/Bogota", "America/Lima",
    "America/Mexico_City", "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix",
    "America/Los_Angeles", "America/Halifax", "America/Toronto", "America/Vancouver", "UTC",
)  # fmt: skip
