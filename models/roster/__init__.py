"""Names to duty lines: everyone's month under every rule, with a proven bound."""
