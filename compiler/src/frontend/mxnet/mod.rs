//! Apache MXNet: `NAME-symbol.json` with `NAME-0000.params`, FP32 or quantized.
