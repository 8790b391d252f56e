//! Names of operators. MXNet renamed its own operators more than once and 2.x added NumPy's names; one name here stands for each
//! meaning, that of 1.x.

/// Operators of 2.x by their names, and the operator of 1.x that computes the same from the same attributes.
const SAME_MEANING: [(&str, &str); 59] = [
    ("_np_copy", "_copy"),
    ("_np_transpose", "transpose"),
    ("_npi_absolute", "abs"),
    ("_npi_add", "broadcast_add"),
    ("_npi_add_scalar", "_plus_scalar"),
    ("_npi_ceil", "ceil"),
    ("_npi_clip", "clip"),
    ("_npi_copy", "_copy"),
    ("_npi_exp", "exp"),
    ("_npi_floor", "floor"),
    ("_npi_greater", "broadcast_greater"),
    ("_npi_greater_scalar", "_greater_scalar"),
    ("_npi_less", "broadcast_lesser"),
    ("_npi_less_scalar", "_lesser_scalar"),
    ("_npi_log", "log"),
    ("_npi_maximum", "broadcast_maximum"),
    ("_npi_maximum_scalar", "_maximum_scalar"),
    ("_npi_minimum", "broadcast_minimum"),
    ("_npi_minimum_scalar", "_minimum_scalar"),
    ("_npi_multiply", "broadcast_mul"),
    ("_npi_multiply_scalar", "_mul_scalar"),
    ("_npi_negative", "negative"),
    ("_npi_power_scalar", "_power_scalar"),
    ("_npi_rsubtract_scalar", "_rminus_scalar"),
    ("_npi_rtrue_divide_scalar", "_rdiv_scalar"),
    ("_npi_sqrt", "sqrt"),
    ("_npi_square", "square"),
    ("_npi_subtract", "broadcast_sub"),
    ("_npi_subtract_scalar", "_minus_scalar"),
    ("_npi_tanh", "tanh"),
    ("_npi_transpose", "transpose"),
    ("_npi_true_divide", "broadcast_div"),
    ("_npi_true_divide_scalar", "_div_scalar"),
    ("_npx_activation", "Activation"),
    ("_npx_batch_flatten", "Flatten"),
    ("_npx_batch_norm", "BatchNorm"),
    ("_npx_cast", "Cast"),
    ("_npx_convolution", "Convolution"),
    ("_npx_deconvolution", "Deconvolution"),
    ("_npx_dropout", "Dropout"),
    ("_npx_embedding", "Embedding"),
    ("_npx_fully_connected", "FullyConnected"),
    ("_npx_leaky_relu", "LeakyReLU"),
    ("_npx_pooling", "Pooling"),
    ("_npx_relu", "relu"),
    ("_npx_sigmoid", "sigmoid"),
    ("_npx_slice", "slice"),
    ("_npx_softmax", "softmax"),
    ("_npx_contrib_dequantize", "_contrib_dequantize"),
    ("_npx_contrib_quantize", "_contrib_quantize"),
    ("_npx_contrib_quantize_v2", "_contrib_quantize_v2"),
    ("_npx_contrib_requantize", "_contrib_requantize"),
    ("_npx_dequantize", "_contrib_dequantize"),
    ("_npx_quantize", "_contrib_quantize"),
    ("_npx_requantize", "_contrib_requantize"),
    // These two are operators of their own beside `_contrib_quantized_…`: NumPy's attributes.
    ("_npx_quantized_reshape", "_npx_quantized_reshape"),
    ("_npx_quantized_transpose", "_contrib_quantized_transpose"),
    ("quantized_reshape", "_contrib_quantized_reshape"),
    ("quantized_transpose", "_contrib_quantized_transpose"),
];

/// The one name for what `spelling` means.
pub fn canonical(spelling: &str) -> String {
    if let Some((_, name)) = SAME_MEANING.iter().find(|(known, _)| *known == spelling) {
        return name.to_string();
    }
    for backend in ["_sg_onednn_", "_sg_dnnl_"] {
        if let Some(rest) = spelling.strip_prefix(backend) {
            return format!("_sg_mkldnn_{rest}");
        }
    }
    match spelling.strip_prefix("_npx_quantized_") {
        Some(rest) => format!("_contrib_quantized_{rest}"),
        None => spelling.to_string(),
    }
}

/// Whether only MXNet 2.x writes this name.
pub fn is_second_generation(spelling: &str) -> bool {
    ["_sg_onednn_", "_sg_dnnl_", "_npi_", "_npx_", "_np_", "_contrib_quantized_npi_"].iter().any(|prefix| spelling.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_for_each_meaning() {
        for (spelling, name) in [
            ("_sg_onednn_conv", "_sg_mkldnn_conv"),
            ("_sg_dnnl_fully_connected", "_sg_mkldnn_fully_connected"),
            ("_sg_mkldnn_conv", "_sg_mkldnn_conv"),
            ("_npx_quantized_pooling", "_contrib_quantized_pooling"),
            ("_npx_quantized_reshape", "_npx_quantized_reshape"),
            ("_npi_add", "broadcast_add"),
            ("Convolution", "Convolution"),
            ("anything", "anything"),
        ] {
            assert_eq!(canonical(spelling), name);
            assert_eq!(canonical(name), name, "a canonical name stays");
        }
        assert!(is_second_generation("_sg_onednn_conv") && is_second_generation("_npx_relu") && !is_second_generation("_sg_mkldnn_conv"));
    }

    #[test]
    fn canonical_names_are_fixed_points() {
        for (_, name) in SAME_MEANING {
            assert_eq!(canonical(name), name);
        }
    }
}
