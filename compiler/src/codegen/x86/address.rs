//! Addresses → general-purpose registers.
//!
//! In: an outline. Out: [`Addressing`]: which pointer to compute before which event, what to add to it at the end of each loop, and the
//! base register and displacement of each access.
//!
//! Accesses to one buffer with the same terms share a *form*: a pointer that moves with the loops, so that an access costs a displacement
//! only. A form starts as one [`Piece`] that is computed at the kernel's entry and lives from its first use to its last. Where more
//! registers are wanted at a place than there are, the piece that is cheapest to compute again is cut: into two around a stretch without
//! uses, or into one that is computed anew in each pass of an inner loop from the loop counters. In the end a piece is as short as
//! one operation, so that any kernel with a sane number of nested loops can be compiled; nothing is spilled.

use super::forms::{Form, Forms};
use super::outline::{Body, Outline, Position, Repetition, Span};
use crate::diagnostic::{Code, Diagnostic, Result};
use iced_x86::Register as Physical;
use std::collections::BTreeMap;

/// First argument: the frame. Stays where it is.
pub(super) const FRAME: Physical = Physical::RDI;
/// Scratch of address computations and mask constants.
pub(super) const SCRATCH: Physical = Physical::RAX;
/// Second and third argument: the share of the parallel range.
pub(super) const BEGIN: Physical = Physical::RSI;
pub(super) const END: Physical = Physical::RDX;
/// Slots of the frame before the first buffer pointer.
pub(super) const FRAME_SCRATCH_SLOTS: usize = 8;

/// What pointers and counters live in, in order of preference: registers that the caller does not expect back come first. `rsp` is never
/// touched, `rdi` holds the frame, `rax` is scratch.
const POOL: [Physical; 13] = [
    Physical::RCX,
    BEGIN,
    END,
    Physical::R8,
    Physical::R9,
    Physical::R10,
    Physical::R11,
    Physical::RBX,
    Physical::RBP,
    Physical::R12,
    Physical::R13,
    Physical::R14,
    Physical::R15,
];

/// Registers that the System V ABI wants back.
const CALLEE_SAVED: [Physical; 6] = [Physical::RBX, Physical::RBP, Physical::R12, Physical::R13, Physical::R14, Physical::R15];

/// `to = frame[buffer] + constant + Σ register · coefficient`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Computation {
    pub to: Physical,
    pub buffer: usize,
    pub constant: i64,
    pub products: Vec<(Physical, i64)>,
}

/// The counter of a loop that runs more than once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counter {
    /// Counts down from the number of trips to 0.
    Down { register: Physical, trips: u32 },
    /// Counts up from the register `from` to the end of the share.
    Share { register: Physical, from: Physical },
}

#[derive(Debug)]
pub(super) struct Addressing {
    /// Before the event at a position, after the loop head if the event is the first of a loop.
    pub computations: BTreeMap<Position, Vec<Computation>>,
    /// At the end of each body, before its branch.
    pub increments: Vec<Vec<(Physical, i64)>>,
    /// For each body; `None` where it runs once.
    pub counters: Vec<Option<Counter>>,
    /// Base register and displacement of each operation with an address.
    pub operands: BTreeMap<Position, (Physical, i64)>,
    /// Registers that the kernel has to give back.
    pub saved: Vec<Physical>,
}

/// A stretch of a form's uses for which one register holds its pointer.
#[derive(Debug, Clone)]
struct Piece {
    form: usize,
    /// The body in whose every pass the pointer is computed, before the statement with the first use.
    body: Body,
    uses: Vec<Position>,
    /// Whole statements of `body`, from the first with a use to the last.
    span: Span,
}

impl Piece {
    /// `uses` is not empty and sorted.
    fn new(outline: &Outline, form: usize, body: Body, uses: Vec<Position>) -> Self {
        let span = Span { first: outline.child(body, uses[0]).first, last: outline.child(body, uses[uses.len() - 1]).last };
        Self { form, body, uses, span }
    }
}

/// Something that wants a general-purpose register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Want {
    Begin,
    End,
    Counter(Body),
    Piece(usize),
}

/// A wish and the half-open time for which it holds; the event at position p happens from 2p to 2p + 2.
type Wanted = (Want, usize, usize);

impl Addressing {
    pub fn new(outline: &Outline) -> Result<Self> {
        let forms = Forms::of(outline)?;
        let mut pieces: Vec<Piece> = (0..forms.list.len())
            .map(|form| Piece::new(outline, form, forms.outermost_body(outline, form), forms.list[form].accesses.iter().map(|a| a.position).collect()))
            .collect();
        loop {
            let wanted = wanted(outline, &pieces);
            match crowded(&wanted) {
                None => return Self::lay_out(outline, &forms, &pieces, &wanted),
                Some(time) => relieve(outline, &forms, &mut pieces, &wanted, time)?,
            }
        }
    }

    fn lay_out(outline: &Outline, forms: &Forms, pieces: &[Piece], wanted: &[Wanted]) -> Result<Self> {
        let chosen = choose(outline, wanted);
        let register = |want: Want| {
            let place = chosen.iter().find(|(w, _)| *w == want);
            place.map(|&(_, register)| register).ok_or_else(|| outline.invalid("lacks a register for a pointer or counter"))
        };
        let mut counters = Vec::with_capacity(outline.loops.len());
        for (body, l) in outline.loops.iter().enumerate() {
            counters.push(match l.repetition {
                Repetition::Once => None,
                Repetition::Fixed(trips) => Some(Counter::Down { register: register(Want::Counter(body))?, trips }),
                Repetition::Share => Some(Counter::Share { register: register(Want::Counter(body))?, from: BEGIN }),
            });
        }
        let mut addressing = Addressing {
            computations: BTreeMap::new(),
            increments: vec![Vec::new(); outline.loops.len()],
            counters,
            operands: BTreeMap::new(),
            saved: CALLEE_SAVED.into_iter().filter(|r| chosen.iter().any(|(_, used)| used == r)).collect(),
        };
        for (index, piece) in pieces.iter().enumerate() {
            let form = &forms.list[piece.form];
            let to = register(Want::Piece(index))?;
            let computation = addressing.computation(outline, form, piece, to);
            addressing.computations.entry(piece.span.first).or_default().push(computation);
            for (body, amount) in increments(outline, form, piece.body) {
                addressing.increments[body].push((to, amount));
            }
            for access in form.accesses.iter().filter(|a| piece.uses.binary_search(&a.position).is_ok()) {
                addressing.operands.insert(access.position, (to, access.offset.wrapping_sub(form.bias)));
            }
        }
        Ok(addressing)
    }

    /// The pointer of a piece from the counters of the loops around the place where it is computed.
    fn computation(&self, outline: &Outline, form: &Form, piece: &Piece, to: Physical) -> Computation {
        let mut computation = Computation { to, buffer: form.buffer, constant: form.bias, products: Vec::new() };
        for &(body, coefficient) in &form.terms {
            let inside = outline.within(piece.body, body);
            match self.counters[body] {
                Some(Counter::Share { register, .. }) if inside => computation.products.push((register, coefficient)),
                Some(Counter::Share { from, .. }) => computation.products.push((from, coefficient)),
                Some(Counter::Down { register, trips }) if inside => {
                    computation.constant = computation.constant.wrapping_add(coefficient.wrapping_mul(i64::from(trips)));
                    computation.products.push((register, coefficient.wrapping_neg()));
                }
                Some(Counter::Down { .. }) | None => {}
            }
        }
        computation
    }
}

/// What to add to a form's pointer at the end of each loop inside `body`: its own step minus what the loop inside has added in all.
fn increments(outline: &Outline, form: &Form, body: Body) -> Vec<(Body, i64)> {
    let coefficient = |b: Body| form.terms.iter().find(|(t, _)| *t == b).map_or(0, |&(_, c)| c);
    let Some(&(deepest, _)) = form.terms.iter().max_by_key(|(b, _)| outline.enclosing(*b).count()) else { return Vec::new() };
    if !outline.within(deepest, body) {
        return Vec::new();
    }
    let mut list = Vec::new();
    let mut advanced = 0i64;
    for at in outline.enclosing(deepest).take_while(|&b| b != body) {
        let step = coefficient(at).wrapping_sub(advanced);
        let trips = match outline.loops[at].repetition {
            // What the inside has added stays.
            Repetition::Once => continue,
            Repetition::Fixed(trips) => i64::from(trips),
            // Nothing around a share loop moves with a form that the share moves (`Forms::outermost_body`); else its coefficient is 0.
            Repetition::Share => 0,
        };
        if step != 0 {
            list.push((at, step));
        }
        advanced = coefficient(at).wrapping_mul(trips);
    }
    list
}

fn wanted(outline: &Outline, pieces: &[Piece]) -> Vec<Wanted> {
    let mut list = Vec::new();
    if outline.loops[outline.share].repetition == Repetition::Share {
        let share = outline.loops[outline.share].span;
        let around = outline.repeated(share.first);
        let nested = around != (Span { first: share.first, last: share.first });
        // Pointers that the share moves and its counter start from `begin`; once for all, or in each pass of the loops around.
        list.push((Want::Begin, 0, if nested { 2 * around.last + 2 } else { 2 * share.first + 1 }));
        list.push((Want::End, 0, 2 * if nested { around.last } else { share.last } + 2));
    }
    for (body, l) in outline.loops.iter().enumerate() {
        if l.repetition != Repetition::Once {
            list.push((Want::Counter(body), 2 * l.span.first + 1, 2 * l.span.last + 2));
        }
    }
    list.extend(pieces.iter().enumerate().map(|(i, p)| (Want::Piece(i), 2 * p.span.first, 2 * p.span.last + 2)));
    list.sort_by_key(|&(_, start, end)| (start, end));
    list
}

fn alive(wanted: &[Wanted], time: usize) -> impl Iterator<Item = Want> + '_ {
    wanted.iter().filter(move |&&(_, start, end)| start <= time && time < end).map(|&(want, ..)| want)
}

/// The first time at which more is wanted than there is.
fn crowded(wanted: &[Wanted]) -> Option<usize> {
    wanted.iter().map(|&(_, start, _)| start).find(|&time| alive(wanted, time).count() > POOL.len())
}

/// Cuts the piece that is alive at `time` and cheapest to compute again.
fn relieve(outline: &Outline, forms: &Forms, pieces: &mut Vec<Piece>, wanted: &[Wanted], time: usize) -> Result<()> {
    let candidates = alive(wanted, time).filter_map(|want| match want {
        Want::Piece(i) => cut(outline, forms, &pieces[i], time / 2).map(|(cost, parts)| (cost, i, parts)),
        _ => None,
    });
    let Some((_, index, parts)) = candidates.min_by_key(|(cost, i, _)| (*cost, *i)) else {
        return Err(Diagnostic::error(
            Code::Overflow,
            format!("kernel '{}' needs more than {} loop counters and pointers at once", outline.kernel.name, POOL.len()),
        )
        .hint("nest fewer loops"));
    };
    pieces.splice(index..=index, parts);
    Ok(())
}

/// Parts of a piece of which none, or only one that starts anew in each pass of an inner loop, is alive at `position`; and the number of
/// instructions that this costs in one run of the kernel. `None` where the piece is needed at that very operation.
fn cut(outline: &Outline, forms: &Forms, piece: &Piece, position: Position) -> Option<(u64, Vec<Piece>)> {
    let instructions = 1 + 2 * forms.list[piece.form].terms.len() as u64;
    let cost = |body: Body| outline.frequency(body).saturating_mul(instructions);
    let part = |body: Body, uses: &[Position]| (!uses.is_empty()).then(|| Piece::new(outline, piece.form, body, uses.to_vec()));
    let before = piece.uses.partition_point(|&u| outline.child(piece.body, u).last < position);
    let here = before + piece.uses[before..].partition_point(|&u| outline.child(piece.body, u).contains(position));
    let (before, here, after) = (&piece.uses[..before], &piece.uses[before..here], &piece.uses[here..]);
    match here.first() {
        None => Some((cost(piece.body), [part(piece.body, before), part(piece.body, after)].into_iter().flatten().collect())),
        Some(&first) => {
            let inner = outline.loop_starting_at(outline.child(piece.body, first).first)?;
            let parts: Vec<Piece> = [part(piece.body, before), part(inner, here), part(piece.body, after)].into_iter().flatten().collect();
            Some((cost(inner), parts))
        }
    }
}

/// First fit in order of start, which is optimal for stretches without holes. Arguments stay where they arrive.
fn choose(outline: &Outline, wanted: &[Wanted]) -> Vec<(Want, Physical)> {
    let mut chosen: Vec<(Want, Physical)> = Vec::new();
    let mut taken: Vec<(Physical, usize, usize)> = Vec::new();
    let mut take = |want: Want, register: Physical, start: usize, end: usize, taken: &mut Vec<(Physical, usize, usize)>| {
        taken.push((register, start, end));
        chosen.push((want, register));
    };
    for &(want, start, end) in wanted {
        match want {
            Want::Begin => take(want, BEGIN, start, end, &mut taken),
            Want::End => take(want, END, start, end, &mut taken),
            _ => {}
        }
    }
    for &(want, start, end) in wanted {
        let first = match want {
            Want::Begin | Want::End => continue,
            // The share's counter takes over the register of its first value where that is free by then.
            Want::Counter(body) if body == outline.share => Some(BEGIN),
            _ => None,
        };
        let free = |r: &Physical| !taken.iter().any(|&(t, s, e)| t == *r && s < end && start < e);
        if let Some(register) = first.into_iter().chain(POOL).find(free) {
            take(want, register, start, end, &mut taken);
        }
    }
    chosen
}
