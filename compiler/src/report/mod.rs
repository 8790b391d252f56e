//! What people and scripts read: tables, JSON, dot and SVG pictures. Returns text; only `cli` prints.
