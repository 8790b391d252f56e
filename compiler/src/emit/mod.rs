//! Code and constants → something to call: JIT memory, object file, shared object, headers, manifest.
