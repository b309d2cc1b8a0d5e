"""The fences around loud libraries: each is imported in one module of this folder only."""
