//! How many machine registers a kernel needs: what the planner asks before it settles on a tile, so that no kernel ever spills.
//!
//! In: a verified kernel. Out: counts. It never knows a target's registers; two-address forms and the temporaries of a target's
//! instruction sequences are not part of the counts.

use super::kernel::{BufferId, CounterId, Kernel, Loop, Statement, Trips};
use super::liveness::live_ranges;
use std::collections::BTreeMap;

/// The largest number of virtual registers that are live at the same point.
pub fn vector_pressure(kernel: &Kernel) -> u32 {
    let mut events: Vec<(u32, i32)> = Vec::new();
    for interval in live_ranges(kernel).iter().flat_map(|range| &range.intervals) {
        events.extend([(interval.start, 1), (interval.end, -1)]);
    }
    // At one point ends sort before starts: intervals are half open.
    events.sort_unstable();
    let (mut live, mut most) = (0, 0);
    for (_, change) in events {
        live += change;
        most = most.max(live);
    }
    most as u32
}

/// An address up to its constant offset, kept in one pointer register while it is needed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AddressForm {
    pub buffer: BufferId,
    /// As in [`super::Address::terms`], without the counters of loops that run once.
    pub terms: Vec<(CounterId, i64)>,
    /// The loop in which the pointer is live, by its counter: the outermost one whose counter is a term; without terms, the
    /// innermost one that holds every access. `None` is the whole kernel.
    pub scope: Option<CounterId>,
}

/// How often the loop's body runs in the largest share.
fn most_trips(kernel: &Kernel, l: &Loop) -> u32 {
    match l.trips {
        Trips::Fixed(trips) => trips,
        Trips::Share => kernel.range,
    }
}

/// The distinct address forms of a kernel, ordered by buffer, then terms.
pub fn address_forms(kernel: &Kernel) -> Vec<AddressForm> {
    /// From buffer and terms to the loops of the scope, outermost first.
    type Scopes = BTreeMap<(BufferId, Vec<(CounterId, i64)>), Vec<CounterId>>;

    fn walk(kernel: &Kernel, body: &[Statement], path: &mut Vec<CounterId>, forms: &mut Scopes) {
        for statement in body {
            match statement {
                Statement::Loop(l) if most_trips(kernel, l) <= 1 => walk(kernel, &l.body, path, forms),
                Statement::Loop(l) => {
                    path.push(l.counter);
                    walk(kernel, &l.body, path, forms);
                    path.pop();
                }
                Statement::Op(op) => {
                    let Some(address) = op.address() else { continue };
                    let terms: Vec<_> = address.terms.iter().copied().filter(|t| path.contains(&t.0)).collect();
                    let outermost = path.iter().position(|c| terms.iter().any(|t| t.0 == *c));
                    let scope = &path[..outermost.map_or(path.len(), |i| i + 1)];
                    forms
                        .entry((address.buffer, terms))
                        .and_modify(|known| {
                            let common = known.iter().zip(scope).take_while(|(a, b)| a == b).count();
                            known.truncate(common);
                        })
                        .or_insert_with(|| scope.to_vec());
                }
            }
        }
    }
    let mut forms = Scopes::new();
    walk(kernel, &kernel.body, &mut Vec::new(), &mut forms);
    forms.into_iter().map(|((buffer, terms), scope)| AddressForm { buffer, terms, scope: scope.last().copied() }).collect()
}

/// The largest number of general registers in use at the same place, where no pointer is ever computed anew: the frame pointer, the
/// bounds of the share, one counter for each open loop (that of the share takes the place of its first bound, unless loops surround
/// it), one pointer for each [`AddressForm`] whose scope is open. Loops that run once count as straight code.
///
/// A code generator with fewer registers computes pointers again; that costs time, so the planner stays below its target's count.
pub fn general_registers(kernel: &Kernel) -> u32 {
    fn walk(kernel: &Kernel, body: &[Statement], outside: u32, surrounded: bool, pointers: &BTreeMap<Option<CounterId>, u32>) -> u32 {
        let inside = body.iter().map(|statement| match statement {
            Statement::Loop(l) if most_trips(kernel, l) <= 1 => walk(kernel, &l.body, outside, surrounded, pointers),
            Statement::Loop(l) => {
                let counter = u32::from(l.trips != Trips::Share || surrounded);
                walk(kernel, &l.body, outside + counter + pointers.get(&Some(l.counter)).copied().unwrap_or(0), true, pointers)
            }
            Statement::Op(_) => outside,
        });
        inside.max().unwrap_or(outside).max(outside)
    }
    let mut pointers = BTreeMap::new();
    for form in address_forms(kernel) {
        *pointers.entry(form.scope).or_insert(0) += 1;
    }
    let bounds = if kernel.range > 1 { 2 } else { 0 };
    walk(kernel, &kernel.body, 1 + bounds + pointers.get(&None).copied().unwrap_or(0), false, &pointers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loop_ir::*;

    fn load(to: u32, buffer: u32, offset: i64, terms: &[(u32, i64)]) -> Statement {
        let address = Address::new(BufferId(buffer), offset, terms.iter().map(|&(c, k)| (CounterId(c), k)));
        Statement::Op(VectorOp::Load { to: Register(to), form: LoadForm::Full, address, lanes: 16 })
    }

    fn repeat(counter: u32, trips: Trips, body: Vec<Statement>) -> Statement {
        Statement::Loop(Loop { counter: CounterId(counter), trips, body })
    }

    fn dot(to: u32, a: u32, b: u32) -> Statement {
        Statement::Op(VectorOp::Dot4 { to: Register(to), a: Register(a), b: Source::Register(Register(b)) })
    }

    fn kernel(registers: usize, body: Vec<Statement>) -> Kernel {
        Kernel { name: "k".into(), vector_bytes: 64, buffers: vec![], range: 4, registers: vec![RegisterKind::I32; registers], tiles: Vec::new(), body }
    }

    #[test]
    fn a_register_tile_needs_its_sums_and_its_operands() {
        // A 3 × 2 tile: 6 sums, 2 weights, 1 broadcast at a time.
        let (sums, weights, row) = (0..6u32, 6..8u32, 8);
        let mut step: Vec<Statement> = weights.clone().map(|w| load(w, 1, i64::from(w) * 64, &[(1, 128)])).collect();
        for y in 0..3 {
            step.push(load(row, 0, i64::from(y) * 100, &[(0, 300), (1, 4)]));
            step.extend(weights.clone().map(|w| dot(y * 2 + w - 6, row, w)));
        }
        let mut body: Vec<Statement> = sums.clone().map(|s| Statement::Op(VectorOp::Splat { to: Register(s), bits: 0 })).collect();
        body.push(repeat(1, Trips::Fixed(8), step));
        body.extend(sums.map(|s| {
            let address = Address::new(BufferId(2), i64::from(s) * 64, [(CounterId(0), 384)]);
            Statement::Op(VectorOp::Store { from: Register(s), form: StoreForm::Full, address, lanes: 16 })
        }));
        let kernel = kernel(9, vec![repeat(0, Trips::Share, body)]);
        assert_eq!(vector_pressure(&kernel), 9);
        // Frame, bounds of the share, the inner counter, one pointer for each buffer.
        assert_eq!(general_registers(&kernel), 7);
        // One iteration: no bounds, and the outer loop is no loop.
        assert_eq!(general_registers(&Kernel { range: 1, ..kernel }), 5);
    }

    #[test]
    fn pointers_count_where_their_scope_is_open() {
        let inner = repeat(1, Trips::Fixed(2), vec![load(0, 0, 0, &[(1, 4)]), load(0, 0, 64, &[(1, 4)]), load(0, 0, 0, &[(1, 8)])]);
        let sibling = repeat(2, Trips::Fixed(2), vec![load(0, 0, 0, &[(0, 4), (2, 4)]), load(0, 1, 0, &[])]);
        let kernel = kernel(1, vec![repeat(0, Trips::Share, vec![inner, sibling])]);
        let scopes: Vec<_> = address_forms(&kernel).into_iter().map(|f| f.scope.map(|c| c.0)).collect();
        assert_eq!(scopes, [Some(0), Some(1), Some(1), Some(2)]);
        // Frame, bounds of the share, one counter, in the first loop three pointers, in the second two.
        assert_eq!(general_registers(&kernel), 7);
        assert_eq!(vector_pressure(&kernel), 1);
    }
}
