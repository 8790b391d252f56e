//! Address forms: what the accesses of a kernel have in common.
//!
//! In: an outline. Out: for each buffer and set of terms one form with its accesses, and the bias that makes their displacements short.

use super::outline::{Body, Event, Outline, Position, Repetition};
use super::select::displacement_unit;
use crate::diagnostic::{Code, Diagnostic, Result};

/// One access: the operation at `position` touches the form's pointer plus `offset`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Access {
    pub position: Position,
    pub offset: i64,
    /// A displacement that is a multiple of this is encoded in one byte if it fits (EVEX disp8*N).
    unit: i64,
}

impl Access {
    fn displacement_bytes(&self, bias: i64) -> u64 {
        let displacement = self.offset.wrapping_sub(bias);
        match displacement {
            0 => 0,
            d if d % self.unit == 0 && i8::try_from(d / self.unit).is_ok() => 1,
            d if i32::try_from(d).is_ok() => 4,
            _ => UNREACHABLE,
        }
    }
}

/// Cost of a displacement that cannot be encoded.
const UNREACHABLE: u64 = 1 << 32;

/// `buffer + bias + Σ coefficient · counter of a loop` as a pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    pub buffer: usize,
    /// Loops that run more than once, with a coefficient other than 0.
    pub terms: Vec<(Body, i64)>,
    /// What the pointer is ahead of the form's address.
    pub bias: i64,
    /// In program order.
    pub accesses: Vec<Access>,
}

#[derive(Debug)]
pub(super) struct Forms {
    pub list: Vec<Form>,
}

impl Forms {
    pub fn of(outline: &Outline) -> Result<Self> {
        let mut list: Vec<Form> = Vec::new();
        for (position, event) in outline.events.iter().enumerate() {
            let Event::Op(op) = event else { continue };
            let Some(address) = op.address() else { continue };
            let buffer = address.buffer.0 as usize;
            let terms: Vec<(Body, i64)> = address
                .terms
                .iter()
                .map(|&(counter, coefficient)| (outline.loop_of(counter), coefficient))
                .filter(|&(body, _)| outline.loops[body].repetition != Repetition::Once)
                .collect();
            let access = Access { position, offset: address.offset, unit: displacement_unit(op) };
            match list.iter_mut().find(|f| f.buffer == buffer && f.terms == terms) {
                Some(form) => form.accesses.push(access),
                None => list.push(Form { buffer, terms, bias: 0, accesses: vec![access] }),
            }
        }
        for form in &mut list {
            form.bias = bias(&form.accesses);
            if displacement_bytes(&form.accesses, form.bias) >= UNREACHABLE {
                let name = &outline.kernel.buffers[form.buffer].name;
                return Err(Diagnostic::error(
                    Code::Overflow,
                    format!("kernel '{}': accesses to '{name}' with the same terms lie more than 2 GiB apart", outline.kernel.name),
                )
                .hint("use a loop counter instead of constant offsets"));
            }
        }
        Ok(Self { list })
    }

    /// The outermost body in which a form's pointer may be computed. Inside the loop around a share loop that moves the pointer, because how
    /// far it moves there is known at run time only.
    pub fn outermost_body(&self, outline: &Outline, form: usize) -> Body {
        let moved_by_share = self.list[form].terms.iter().any(|&(body, _)| body == outline.share);
        if moved_by_share { outline.loops[outline.share].parent } else { 0 }
    }
}

fn displacement_bytes(accesses: &[Access], bias: i64) -> u64 {
    accesses.iter().map(|a| a.displacement_bytes(bias)).fold(0, u64::saturating_add)
}

/// The bias with the fewest displacement bytes. A bias other than 0 costs an addition, so it has to save more than one byte an access.
fn bias(accesses: &[Access]) -> i64 {
    const ADDITION_BYTES: u64 = 8;
    const CANDIDATES: usize = 64;
    let plain = displacement_bytes(accesses, 0);
    let one_byte_each = accesses.len() as u64;
    if plain <= one_byte_each + ADDITION_BYTES {
        return 0;
    }
    // The lowest offset at the low end of what one byte reaches, or at the pointer itself.
    let step = accesses.len().div_ceil(CANDIDATES);
    let candidates = accesses.iter().step_by(step).flat_map(|a| [a.offset.wrapping_add(128 * a.unit), a.offset]);
    let lowest = accesses.iter().map(|a| a.offset).min();
    let best = candidates.chain(lowest).map(|bias| (displacement_bytes(accesses, bias), bias)).min_by_key(|&(bytes, bias)| (bytes, bias));
    match best {
        Some((bytes, bias)) if bytes + ADDITION_BYTES < plain => bias,
        _ => 0,
    }
}
