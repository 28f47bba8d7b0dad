"""The project's own gold: pages and reports, and the script that writes the reports."""
