//! Movement operators and reductions: every way to run them agrees, on every rank, dtype and layout.

use graver::graph::random::{Random, random_inputs};
use graver::graph::{Graph, text, verify};
use graver_tests::agreement;
use graver_tests::shared::Cases;
use std::collections::BTreeMap;

fn run(graph: &Graph, seed: u64) -> Result<String, String> {
    let inputs = random_inputs(graph, seed);
    let checked = agreement::check(graph, &inputs, &[1, 3], &[1, 3]).and_then(|found| agreement::check_texts(graph).map(|()| found));
    checked.map(|found| format!("{found:?}")).map_err(|error| format!("{error}\n{}", text::print(graph).text))
}

fn parsed(body: &str) -> Result<Graph, String> {
    let graph = text::parse(&format!("graph \"g\" {{{body}}}"), &BTreeMap::new()).map_err(|d| format!("{d}\n{body}"))?;
    verify(&graph).map_err(|d| format!("{d}\n{body}"))?;
    Ok(graph)
}

fn joined(extents: &[usize]) -> String {
    extents.iter().map(usize::to_string).collect::<Vec<_>>().join("x")
}

/// An operator on a tensor of a dtype, in three surroundings: between maps, between the caller's tensors, and in front of a convolution.
fn body(dtype: &str, extents: &[usize], results: &[usize], operator: &str, surroundings: usize) -> String {
    let (from, to) = (joined(extents), joined(results));
    let (suffix, into, out) = match dtype {
        "f32" => ("", "| mul 3.0 | f32", "| mul 0.5 | f32"),
        "s32" => ("", "| s32 [-1000, 1000]", "| cvt | mul 0.5 | f32"),
        "s8" => ("; s=0.5 z=-3", "| sat z=-3 [-128, 127]", "| cvt | mul 0.5 | f32"),
        _ => ("; s=0.5 z=3", "| sat z=3 [0, 255]", "| cvt | mul 0.5 | f32"),
    };
    match surroundings {
        0 => format!(
            "input %x: {dtype}<{from}{suffix}>
             %m: {dtype}<{from}{suffix}> = map %x {into}
             %r: {dtype}<{to}{suffix}> = {operator}
             %y: f32<{to}> = map %r {out}
             output \"y\" = %y"
        ),
        _ => format!("input %m: {dtype}<{from}{suffix}> %r: {dtype}<{to}{suffix}> = {operator} output \"y\" = %r"),
    }
}

/// A movement operator of `extents` and the extents that it makes.
fn movement(random: &mut Random, extents: &[usize]) -> (String, Vec<usize>) {
    let mut results = extents.to_vec();
    let axis = random.below(extents.len());
    let operator = match random.below(6) {
        0 => {
            let mut permutation: Vec<usize> = (0..extents.len()).collect();
            (1..extents.len()).for_each(|i| permutation.swap(i, random.below(i + 1)));
            results = permutation.iter().map(|&axis| extents[axis]).collect();
            format!("transpose %m {{axes {permutation:?}}}")
        }
        1 => {
            let start = random.below(extents[axis]);
            let step = random.pick(&[-3, -2, -1, 1, 1, 2, 3]);
            let room = if step > 0 { extents[axis] - 1 - start } else { start } / (step as isize).unsigned_abs();
            results[axis] = 1 + random.below(room + 1);
            format!("slice %m {{axis {axis}, from {start}, step {step}, count {}}}", results[axis])
        }
        2 => {
            let count = 1 + random.below(4);
            results[axis] *= count;
            format!("repeat %m {{axis {axis}, count {count}}}")
        }
        3 => {
            let (before, after, interior) = (random.below(3), random.below(3), random.below(3));
            results[axis] += before + after + (extents[axis] - 1) * interior;
            let value = random.pick(&["0.0", "2.0", "-3.0"]);
            format!("pad %m {{axis {axis}, pad {before}..{after}, interior {interior}, value {value}}}")
        }
        4 => {
            let count = 1 + random.below(3);
            results[axis] *= count;
            format!("concat {} {{axis {axis}}}", vec!["%m"; count].join(", "))
        }
        _ => {
            // The same elements, divided among other axes.
            let mut left: usize = extents.iter().product();
            results.clear();
            while left > 1 && results.len() < 5 && random.chance(80) {
                let divisors: Vec<usize> = (1..=left).filter(|d| left.is_multiple_of(*d)).collect();
                results.push(random.pick(&divisors));
                left /= results[results.len() - 1];
            }
            results.push(left);
            "reshape %m".to_string()
        }
    };
    (operator, results)
}

fn extents(random: &mut Random) -> Vec<usize> {
    let rank = random.pick(&[1, 2, 2, 3, 4, 4, 4, 5, 6]);
    let largest = random.pick(&[5, 9, 20, 40, 70]);
    let mut extents: Vec<usize> = (0..rank).map(|_| if random.chance(20) { 1 } else { 1 + random.below(largest) }).collect();
    while extents.iter().product::<usize>() > 1 << 12 {
        let longest = (0..rank).max_by_key(|&axis| extents[axis]).unwrap_or(0);
        extents[longest] = extents[longest].div_ceil(2);
    }
    extents
}

#[test]
fn movements() {
    let mut cases = Cases::new("movements");
    for seed in 0..400 {
        let mut random = Random::new(seed);
        let extents = extents(&mut random);
        let (operator, results) = movement(&mut random, &extents);
        let dtype = random.pick(&["f32", "u8", "u8", "s8", "s32"]);
        let surroundings = random.below(2);
        cases.run(&format!("{seed} {operator}"), || run(&parsed(&body(dtype, &extents, &results, &operator, surroundings))?, seed));
    }
    cases.finish();
}

/// A reduction of a tensor along some of its axes, with operands of every kind in its epilogue.
fn reduction(random: &mut Random, extents: &[usize]) -> String {
    let dtype = random.pick(&["f32", "f32", "f32", "u8", "s8", "s32"]);
    let mut axes: Vec<usize> = (0..extents.len()).filter(|_| random.chance(50)).collect();
    if axes.is_empty() {
        axes.push(random.below(extents.len()));
    }
    // The sum of s32 could leave 32 bits.
    let kind = random.pick(if dtype == "s32" { &["max", "min"][..] } else { &["sum", "sum", "max", "min"][..] });
    let results: Vec<usize> = (0..extents.len()).map(|axis| if axes.contains(&axis) { 1 } else { extents[axis] }).collect();
    let (from, to) = (joined(extents), joined(&results));
    let (suffix, into) = match dtype {
        "f32" => ("", "| mul 3.0 | f32"),
        "s32" => ("", "| s32 [-100000, 1000000]"),
        "s8" => ("; s=0.5 z=-3", "| sat z=-3 [-128, 127]"),
        _ => ("; s=0.5 z=3", "| sat z=3 [0, 255]"),
    };
    let mut declarations = String::new();
    let mut steps = if dtype == "f32" { String::new() } else { "| cvt ".to_string() };
    if random.chance(30) && results.len() > 1 {
        let numbers: Vec<String> = (0..results[1]).map(|i| format!("{:?}", i as f32 * 0.25 - 1.0)).collect();
        declarations += &format!("const %c: f32<{}> = [{}] ", results[1], numbers.join(", "));
        steps += "| mul %c ";
    }
    if random.chance(30) {
        let residual = random.pick(&["f32", "u8"]);
        let (suffix, end) = if residual == "u8" { ("; s=0.5 z=9", "sat z=9 [0, 255]") } else { ("", "f32") };
        declarations += &format!("input %e: f32<{to}> %r: {residual}<{to}{suffix}> = map %e | mul 20.0 | {end} ");
        steps += "| residual %r, 0.5 ";
    }
    let (made, last, read) = match random.below(4) {
        0 => ("u8", "| mul 0.01 | sat z=4 [0, 255]", "| cvt | f32"),
        1 if dtype != "f32" => ("s32", "| s32 [-2147483648, 2147483647]", "| cvt | f32"),
        _ => ("f32", "| f32", "| f32"),
    };
    let of_type = if made == "u8" { "; s=0.5 z=4" } else { "" };
    let input = random.chance(50);
    let output = random.chance(50);
    let data = if input { "%x" } else { "%m" };
    let map = if input { String::new() } else { format!("%m: {dtype}<{from}{suffix}> = map %x {into}") };
    let end = if output { "output \"y\" = %y".to_string() } else { format!("%z: f32<{to}> = map %y {read} output \"z\" = %z") };
    format!(
        "input %x: {dtype}<{from}{suffix}> {declarations}
         {map}
         %y: {made}<{to}{of_type}> = reduce {data} {{{kind}, axes {axes:?}}} {steps} {last}
         {end}"
    )
}

#[test]
fn reductions() {
    let mut cases = Cases::new("reductions");
    for seed in 0..400 {
        let mut random = Random::new(seed);
        let extents = extents(&mut random);
        let body = reduction(&mut random, &extents);
        cases.run(&format!("{seed}"), || run(&parsed(&body)?, seed));
    }
    cases.finish();
}

/// Two heads of a detector: channels last, one row of boxes, joined; softmax over the classes of each box, the boxes around their anchors.
#[test]
fn a_detector_head() {
    let head = |name: &str, extent: usize| {
        let (boxes, classes) = (extent * extent * 8, extent * extent * 6);
        format!(
            "%{name}: u8<1x8x{extent}x{extent}; s=0.5 z=3> = map %{name}in | mul 20.0 | sat z=3 [0, 255]
             %{name}t: u8<1x{extent}x{extent}x8; s=0.5 z=3> = transpose %{name} {{axes [0, 2, 3, 1]}}
             %{name}f: u8<1x{boxes}; s=0.5 z=3> = reshape %{name}t
             %{name}c: f32<1x6x{extent}x{extent}> = map %{name}in2 | max 0.0 | f32
             %{name}ct: f32<1x{extent}x{extent}x6> = transpose %{name}c {{axes [0, 2, 3, 1]}}
             %{name}cf: f32<1x{classes}> = reshape %{name}ct "
        )
    };
    let inputs = "input %ain: f32<1x8x5x5> input %ain2: f32<1x6x5x5> input %bin: f32<1x8x3x3> input %bin2: f32<1x6x3x3> const %anchor: f32<1x1x4> = [0.5, 1.5, 2.5, 3.5] ";
    let body = format!(
        "{inputs}{}{}
         %boxes: u8<1x272; s=0.5 z=3> = concat %af, %bf {{axis 1}}
         %rows: u8<1x68x4; s=0.5 z=3> = reshape %boxes
         %anchors: f32<1x68x4> = repeat %anchor {{axis 1, count 68}}
         %placed: f32<1x68x4> = map %rows | cvt | mul 0.1 | residual %anchors, 2.0 | f32
         %left: f32<1x68x1> = slice %placed {{axis 2, from 0, step 1, count 1}}
         %right: f32<1x68x1> = slice %placed {{axis 2, from 2, step 1, count 1}}
         %width: f32<1x68x1> = map %right | residual %left, -1.0 | f32
         %classes: f32<1x204> = concat %acf, %bcf {{axis 1}}
         %scores: f32<1x68x3> = reshape %classes
         %first: f32<1x3x68> = transpose %scores {{axes [0, 2, 1]}}
         %most: f32<1x1x68> = reduce %first {{max, axes [1]}} | f32
         %mosts: f32<1x3x68> = repeat %most {{axis 1, count 3}}
         %less: f32<1x3x68> = map %first | residual %mosts, -1.0 | exp | f32
         %total: f32<1x1x68> = reduce %less {{sum, axes [1]}} | f32
         %totals: f32<1x3x68> = repeat %total {{axis 1, count 3}}
         %softmax: f32<1x3x68> = map %less | div each %totals | f32
         output \"boxes\" = %placed output \"width\" = %width output \"softmax\" = %softmax",
        head("a", 5),
        head("b", 3)
    );
    let graph = parsed(&body).unwrap_or_else(|e| panic!("{e}"));
    run(&graph, 1).unwrap_or_else(|e| panic!("{e}"));
}

/// Operands for each channel, and joined axes in three places, on tensors that are no images.
#[test]
fn ranks_that_are_no_images() {
    for body in [
        "input %x: f32<2x3x5> const %c: f32<3> = [1.0, 2.0, 3.0] %a: f32<2x3x5> = map %x | mul %c | f32 %y: f32<2x3x5> = map %a | add %c | f32 output \"y\" = %y",
        "input %x: u8<2x5x2x3x3> const %c: f32<5> = [1.0, 2.0, 3.0, -1.0, 0.5] %y: f32<2x5x2x3x3> = map %x | cvt | mul %c | f32 output \"y\" = %y",
        "input %x: f32<3x5x2x3x7> %a: f32<3x5x2x3x7> = map %x | mul 2.0 | f32 %y: f32<1x5x1x3x1> = reduce %a {sum, axes [0, 2, 4]} | mul 0.5 | f32 output \"y\" = %y",
        "input %x: f32<3x5x7x3> %a: f32<3x5x7x3> = map %x | mul 2.0 | f32 %y: f32<1x1x1x1> = reduce %a {sum, axes [0, 1, 2, 3]} | f32 output \"y\" = %y",
        "input %x: f32<3x5x7> const %w: f32<2x35> = @\"w\" %a: f32<3x5x7> = map %x | f32 %y: f32<3x2> = fc %a, %w | f32 output \"y\" = %y",
    ] {
        let text = format!("graph \"g\" {{\n{}}}", body.replace(" const", "\nconst").replace(" %a:", "\n%a:"));
        let tensors = graver_codegen_tests::seeded_tensors(&text).unwrap_or_else(|e| panic!("{e}"));
        let graph = text::parse(&text, &tensors).unwrap_or_else(|d| panic!("{d}\n{body}"));
        verify(&graph).unwrap_or_else(|d| panic!("{d}\n{body}"));
        run(&graph, 1).unwrap_or_else(|e| panic!("{e}"));
    }
}
