//! Graph and plan → loop IR.
