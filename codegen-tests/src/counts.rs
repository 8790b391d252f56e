//! What the AVX-512 code of a network executes, layer by layer, as a table whose lines do not depend on each other.

use graver::codegen::target::Target;
use graver::codegen::x86::{self, Execution};
use graver::loop_ir::{KernelId, Program};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Bytes that one `vpdpbusd` multiplies.
const DOT4_MACS: u64 = 64;

/// One kernel: bytes of code with its constants, and what a call executes.
struct KernelCost {
    bytes: u64,
    execution: Execution,
}

/// One line of the table.
#[derive(Default)]
struct Cost {
    calls: u64,
    bytes: u64,
    valid_macs: u64,
    execution: Execution,
}

/// A line for each stage of `program`, which was planned for `target` (one with AVX-512), and their sum.
///
/// `useful` is the number of `vpdpbusd` that the multiply-accumulates on taps inside the image need at least, `executed` how many run; the other
/// counts are those of [`Execution`]. `code` is bytes; a kernel that several stages call counts in each, and once in the sum.
///
/// # Errors
/// Those of code generation.
pub fn counts(program: &Program, target: &Target) -> Result<String, String> {
    let costs = program.kernels.iter().map(|kernel| {
        let code = x86::compile(kernel, target).map_err(|d| d.to_string())?;
        Ok(KernelCost { bytes: code.bytes.len() as u64, execution: x86::execution(&code, kernel.range) })
    });
    let costs: Vec<KernelCost> = costs.collect::<Result<_, String>>()?;
    let constants: usize = program.constants.iter().map(|constant| constant.bytes.len()).sum();
    let mut sum = Cost { bytes: costs.iter().map(|kernel| kernel.bytes).sum(), ..Cost::default() };
    let mut text = format!("{} kernels, {constants} bytes of constants, {} bytes of arena\n\n", costs.len(), program.arena_bytes);
    let head = ["stage", "calls", "code", "useful", "executed", "share", "loads", "stores", "shuffles", "arithmetic", "scalar"];
    line(&mut text, head.map(str::to_owned));
    for (repetitions, stage) in program.passes.iter().flat_map(|pass| pass.stages.iter().map(|stage| (pass.repetitions, stage))) {
        let mut cost = Cost { calls: stage.calls.len() as u64 * u64::from(repetitions), valid_macs: stage.valid_macs, ..Cost::default() };
        let mut own: BTreeMap<KernelId, u64> = BTreeMap::new();
        for call in &stage.calls {
            let kernel = &costs[call.kernel.0 as usize];
            own.insert(call.kernel, kernel.bytes);
            (0..repetitions).for_each(|_| cost.execution += kernel.execution);
        }
        cost.bytes = own.values().sum();
        sum.calls += cost.calls;
        sum.valid_macs += cost.valid_macs;
        sum.execution += cost.execution;
        cost.line(&mut text, &stage.name);
    }
    sum.line(&mut text, "sum");
    Ok(text)
}

impl Cost {
    fn line(&self, text: &mut String, name: &str) {
        let Execution { dot4, loads, stores, shuffles, arithmetic, scalar } = self.execution;
        let useful = (self.valid_macs + DOT4_MACS / 2) / DOT4_MACS;
        let share = if dot4 > 0 { format!("{:.1}%", 100.0 * self.valid_macs as f64 / (DOT4_MACS * dot4) as f64) } else { "-".to_owned() };
        let numbers = [self.calls, self.bytes, useful, dot4].map(|number| number.to_string());
        let others = [loads, stores, shuffles, arithmetic, scalar].map(|number| number.to_string());
        let [calls, bytes, useful, dot4] = numbers;
        let [loads, stores, shuffles, arithmetic, scalar] = others;
        line(text, [name.to_owned(), calls, bytes, useful, dot4, share, loads, stores, shuffles, arithmetic, scalar]);
    }
}

/// Columns of constant widths, so that a change of one line does not move the others.
fn line(text: &mut String, [name, calls, code, columns @ ..]: [String; 11]) {
    // Writing to a string cannot fail.
    let _ = write!(text, "{name:32} {calls:>5} {code:>7}");
    for column in columns {
        let _ = write!(text, " {column:>10}");
    }
    text.push('\n');
}
