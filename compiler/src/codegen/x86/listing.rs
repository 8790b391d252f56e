//! Machine code → text: a disassembly without addresses, with names for loop heads and constants.

use super::MachineCode;
use iced_x86::{Decoder, DecoderOptions, FlowControl, Formatter, Instruction, IntelFormatter, SymbolResolver, SymbolResult};
use std::fmt::Write;

/// Names of the places that instructions refer to.
struct Names {
    places: Vec<(u64, String)>,
}

impl Names {
    fn of(code: &MachineCode) -> Self {
        let exit = code.code_bytes as u64 - (EXIT_BYTES as u64).min(code.code_bytes as u64);
        let loops = code.loops.iter().enumerate().map(|(i, l)| (l.head as u64, format!("loop{i}")));
        let constants = code.constants.iter().enumerate().map(|(i, c)| (c.offset as u64, format!("constant{i}")));
        Self { places: loops.chain(constants).chain([(exit, "exit".to_owned())]).collect() }
    }
}

/// `vzeroupper; ret`
const EXIT_BYTES: usize = 4;

impl SymbolResolver for Names {
    fn symbol(&mut self, instruction: &Instruction, _: u32, _: Option<u32>, address: u64, _: u32) -> Option<SymbolResult<'_>> {
        // Immediates and displacements are numbers, even those that happen to be the offset of something.
        if !instruction.is_ip_rel_memory_operand() && instruction.flow_control() == FlowControl::Next {
            return None;
        }
        self.places.iter().find(|(place, _)| *place == address).map(|(place, name)| SymbolResult::with_str(*place, name))
    }
}

/// The instructions of the code, without padding.
pub(super) fn decode(code: &MachineCode) -> impl Iterator<Item = Instruction> + '_ {
    Decoder::with_ip(64, &code.bytes[..code.code_bytes], 0, DecoderOptions::NONE).into_iter().collect::<Vec<_>>().into_iter()
}

/// One instruction a line in Intel's syntax, loop heads as labels, constants as data.
pub fn listing(code: &MachineCode) -> String {
    let mut formatter = IntelFormatter::with_options(Some(Box::new(Names::of(code))), None);
    let options = formatter.options_mut();
    options.set_first_operand_char_index(14);
    options.set_space_after_operand_separator(true);
    options.set_hex_prefix("0x");
    options.set_hex_suffix("");
    options.set_uppercase_hex(false);
    options.set_small_hex_numbers_in_decimal(true);
    options.set_branch_leading_zeros(false);
    options.set_show_branch_size(false);
    let names = Names::of(code);
    let mut text = String::new();
    for instruction in decode(code) {
        for (_, name) in names.places.iter().filter(|(place, _)| *place == instruction.ip()) {
            text.push_str(name);
            text.push_str(":\n");
        }
        let mut line = String::new();
        // Numbers that are added or multiplied have a sign; bit patterns of vector instructions have none.
        formatter.options_mut().set_signed_immediate_operands(instruction.op0_register().is_gpr());
        formatter.format(&instruction, &mut line);
        text.push_str("    ");
        text.push_str(line.trim_end());
        text.push('\n');
    }
    for (i, constant) in code.constants.iter().enumerate() {
        let words = code.bytes[constant.offset..constant.offset + constant.bytes].chunks_exact(4);
        let words: Vec<String> = words.map(|w| format!("{:#x}", u32::from_le_bytes([w[0], w[1], w[2], w[3]]))).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "constant{i}:\n    dd {}", words.join(", "));
    }
    text
}
