//! Printing and parsing of plans.
