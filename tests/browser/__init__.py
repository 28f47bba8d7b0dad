"""The site in a real browser: journeys of people, the search, every page by the rules of accessibility."""
