"""The second gold: pages and reports in the shapes in which real ones come."""
