"""Random worlds with known truth: what resolving makes of them is compared with what is so.

`worlds` makes a world and knows the truth and what of it is published; `telling` puts it into a journal as harvests
and captures; `measuring` resolves and counts. Nothing here but `telling` and `measuring` knows the product, and the
truth never comes from it. `python -m tests.identity 3000` prints the figures (`make identity`).
"""
