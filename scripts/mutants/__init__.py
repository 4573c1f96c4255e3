"""Identities of matrix calculus and networks, their single-edit variants, and what is true of them."""
