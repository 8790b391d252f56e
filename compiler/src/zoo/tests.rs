use super::*;
use crate::graph::{DType, Op, Step, text, verify};

fn options(extents: &[usize]) -> ImportOptions {
    ImportOptions { input_shapes: [(String::new(), Shape::new(extents).unwrap())].into(), ..ImportOptions::default() }
}

fn import_named(name: &str, options: &ImportOptions) -> Result<Graph> {
    Ok(import(Path::new(name), options)?.graph)
}

#[test]
fn networks_have_the_published_amount_of_work() {
    // Multiply-accumulates and layers with weights, and numbers that come out, for images of the customary size.
    let expected = [
        ("resnet18_v1", 1_814_073_344, 21),
        ("resnet50_v1", 3_857_973_248, 54),
        ("resnet101_v1", 7_570_194_432, 105),
        ("resnet50_v2", 4_089_184_256, 54),
        ("mobilenet_v1", 568_740_352, 28),
        ("mobilenet_v2", 300_774_272, 53),
        ("vgg16", 15_470_264_320, 16),
        ("vgg19", 19_632_062_464, 19),
        ("googlenet", 1_582_671_872, 58),
        ("squeezenet1_1", 349_151_936, 26),
        ("tiny_resnet8", 12_501_632, 10),
        ("tiny_mobilenet_v1", 7_489_664, 28),
        ("tiny_ds_cnn", 2_656_768, 10),
        ("tiny_autoencoder", 264_192, 10),
    ];
    assert_eq!(expected.len(), ARCHITECTURES.len());
    for (name, macs, layers) in expected {
        let graph = import_named(&format!("zoo:{name}-fp32"), &ImportOptions::default()).unwrap();
        verify(&graph).unwrap();
        let found: Vec<u64> = graph.nodes().map(|(id, _)| graph.macs(id).nominal).filter(|&macs| macs > 0).collect();
        assert_eq!((found.iter().sum::<u64>(), found.len()), (macs, layers), "{name}");
        let [output] = &graph.outputs[..] else { panic!("{name} has {} outputs", graph.outputs.len()) };
        let numbers = match name {
            "tiny_resnet8" => 10,
            "tiny_mobilenet_v1" => 2,
            "tiny_ds_cnn" => 12,
            "tiny_autoencoder" => 640,
            _ => 1000,
        };
        assert_eq!(graph.ty(output.value).shape.extents(), [1, numbers], "{name}");
    }
}

#[test]
fn norms_are_nodes_of_their_own() {
    let graph = import_named("zoo:resnet18_v1-fp32", &options(&[1, 3, 32, 32])).unwrap();
    let convolutions = graph.nodes().filter(|(_, node)| matches!(node.op, Op::Convolution { .. })).count();
    let norms: Vec<_> = graph.nodes().filter(|(id, _)| graph.value(*id).name.ends_with(".norm")).collect();
    assert_eq!((convolutions, norms.len()), (20, 20));
    let epilogue = norms[0].1.epilogue.as_ref().unwrap();
    assert!(matches!(epilogue.steps[..], [Step::MultiplyAdd(..)]), "{epilogue:?}");
}

#[test]
fn shape_batch_name_and_seed_are_the_persons() {
    let input = |options: &ImportOptions| {
        let graph = import_named("zoo:squeezenet1_1-fp32", options).unwrap();
        graph.ty(graph.inputs().next().unwrap()).shape.extents().to_vec()
    };
    assert_eq!(input(&ImportOptions::default()), [1, 3, 224, 224]);
    assert_eq!(input(&options(&[2, 1, 64, 96])), [2, 1, 64, 96]);
    assert_eq!(input(&ImportOptions { batch: Some(5), ..options(&[2, 1, 64, 96]) }), [5, 1, 64, 96]);
    let fallback_shapes = [("data".to_owned(), Shape::new([4, 3, 48, 48]).unwrap())].into();
    assert_eq!(input(&ImportOptions { fallback_shapes, ..ImportOptions::default() }), [4, 3, 48, 48]);

    let small = options(&[1, 3, 32, 32]);
    let named = |name: Option<&str>, seed| {
        let options = ImportOptions { name: name.map(str::to_owned), random_weights: seed, ..small.clone() };
        import_named("zoo:squeezenet1_1-fp32", &options).unwrap()
    };
    assert_eq!(named(None, None).name, "squeezenet1_1_fp32");
    assert_eq!(named(Some("other"), None).name, "other");
    assert_eq!(named(None, None), named(None, Some(0)));
    assert_ne!(named(None, None), named(None, Some(1)));
}

#[test]
fn a_network_is_the_same_twice() {
    for name in ["zoo:mobilenet_v2-fp32", "zoo:mobilenet_v2"] {
        let printed = || text::print(&import_named(name, &options(&[1, 3, 32, 32])).unwrap());
        assert_eq!(printed(), printed(), "{name}");
    }
}

#[test]
fn quantized_networks_are_integers_from_end_to_end() {
    // Between the quantized images and the logits.
    for (name, floats) in [("resnet18_v1", 1), ("mobilenet_v2", 1), ("squeezenet1_1", 1), ("googlenet", 1)] {
        let graph = import_named(&format!("zoo:{name}"), &options(&[1, 3, 64, 64])).unwrap();
        verify(&graph).unwrap();
        assert_eq!(graph.name, name);
        let found = graph.nodes().filter(|(id, _)| graph.ty(*id).dtype == DType::F32).count();
        assert_eq!(found, floats, "{name}");
    }
}

#[test]
fn tiny_networks_are_integers() {
    for name in names().filter(|name| name.starts_with("tiny_")) {
        let graph = import_named(&format!("zoo:{name}"), &ImportOptions::default()).unwrap();
        verify(&graph).unwrap();
        let floats = graph.nodes().filter(|(id, _)| graph.ty(*id).dtype == DType::F32).count();
        // The logits, and the rows that the autoencoder makes of its input before they are quantized.
        assert_eq!(floats, if name == "tiny_autoencoder" { 2 } else { 1 }, "{name}");
    }
}

#[test]
fn ranges_do_not_depend_on_the_batch() {
    let types = |batch| {
        let graph = import_named("zoo:squeezenet1_1", &ImportOptions { batch: Some(batch), ..options(&[1, 3, 48, 48]) }).unwrap();
        graph.values.iter().map(|value| (value.name.clone(), value.ty.quantization.clone())).collect::<Vec<_>>()
    };
    assert_eq!(types(1), types(2));
}

#[test]
fn what_does_not_apply_is_answered_with_what_does() {
    let error = |name: &str, options: &ImportOptions| import_named(name, options).unwrap_err();
    for name in ["zoo:resnet50-fp32", "zoo:", "zoo:vgg16-int8", "zoo:-fp32"] {
        let unknown = error(name, &ImportOptions::default());
        assert_eq!(unknown.code, Code::Usage, "{name}");
        assert!(unknown.hint.unwrap().contains("resnet50_v1, "), "{name}");
    }
    let name = "zoo:vgg16";
    for options in [
        ImportOptions { params: Some("x.params".into()), ..ImportOptions::default() },
        ImportOptions { outputs: vec!["fc1".into()], ..ImportOptions::default() },
        ImportOptions { numerics: Numerics::Ideal, ..ImportOptions::default() },
        ImportOptions { input_dtypes: [(String::new(), DType::U8)].into(), ..ImportOptions::default() },
        ImportOptions { input_shapes: [("x".to_owned(), Shape::scalar())].into(), ..ImportOptions::default() },
    ] {
        let diagnostic = error(name, &options);
        assert_eq!(diagnostic.code, Code::Usage, "{diagnostic}");
        assert!(diagnostic.hint.is_some(), "{diagnostic}");
    }
    for extents in [&[3, 224, 224][..], &[1, 3, 16, 16]] {
        assert_eq!(error(name, &options(extents)).code, Code::Shape, "{extents:?}");
    }
    assert!(!is_name(Path::new("zoo")) && !is_name(Path::new("./zoo:vgg16")) && is_name(Path::new("zoo:")));
}
