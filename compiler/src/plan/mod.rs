//! Decides how a graph runs: layouts, memory, kernel families, tiles, border classes.
