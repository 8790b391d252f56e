//! A kernel in one line: loops become pairs of events, so that "before", "after" and "inside" are comparisons of positions.
//!
//! In: a kernel. Out: its events; the position of an event is its index. Loops that run once have no counter here: their head and end
//! are only borders, and their terms vanish from addresses.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::loop_ir::{CounterId, Kernel, Register, Source, Statement, Trips, VectorOp};

/// Index into [`Outline::events`].
pub(super) type Position = usize;

/// Index into [`Outline::loops`]; 0 is the kernel's own body.
pub(super) type Body = usize;

#[derive(Debug, Clone, Copy)]
pub(super) enum Event<'k> {
    Enter(Body),
    Exit(Body),
    Op(&'k VectorOp),
}

/// How often a loop's body runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repetition {
    Once,
    /// More than once
    Fixed(u32),
    /// `begin..end`, not empty
    Share,
}

/// Events `first..=last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub first: Position,
    pub last: Position,
}

impl Span {
    pub fn contains(&self, position: Position) -> bool {
        (self.first..=self.last).contains(&position)
    }
}

#[derive(Debug, Clone)]
pub(super) struct LoopOutline {
    pub counter: Option<CounterId>,
    pub repetition: Repetition,
    /// The body that the loop stands in; the kernel's body is its own parent.
    pub parent: Body,
    /// From `Enter` to `Exit`.
    pub span: Span,
    /// No loop inside that runs more than once.
    pub innermost: bool,
}

#[derive(Debug)]
pub(super) struct Outline<'k> {
    pub kernel: &'k Kernel,
    pub events: Vec<Event<'k>>,
    pub loops: Vec<LoopOutline>,
    /// The body that each event stands in; an `Enter` and its `Exit` stand in the loop's parent.
    bodies: Vec<Body>,
    /// The loop of the parallel range.
    pub share: Body,
}

impl<'k> Outline<'k> {
    /// Fails where the kernel breaks a rule that the code generator relies on.
    pub fn new(kernel: &'k Kernel) -> Result<Self> {
        let whole = LoopOutline { counter: None, repetition: Repetition::Once, parent: 0, span: Span { first: 0, last: 0 }, innermost: false };
        let mut outline = Outline { kernel, events: Vec::new(), loops: vec![whole], bodies: Vec::new(), share: 0 };
        outline.body(&kernel.body, 0)?;
        outline.loops[0].span.last = outline.events.len();
        match outline.share {
            0 => Err(outline.invalid("has no loop over its parallel range")),
            _ => Ok(outline),
        }
    }

    fn body(&mut self, statements: &'k [Statement], body: Body) -> Result<()> {
        for statement in statements {
            match statement {
                Statement::Op(op) => {
                    self.check(op, body)?;
                    self.push(Event::Op(op), body);
                }
                Statement::Loop(inner) => {
                    if self.loops.iter().any(|l| l.counter == Some(inner.counter)) {
                        return Err(self.invalid(format!("has two loops with counter {}", inner.counter.0)));
                    }
                    let id = self.loops.len();
                    let repetition = match inner.trips {
                        Trips::Fixed(0) => return Err(self.invalid(format!("has a loop with 0 trips (counter {})", inner.counter.0))),
                        Trips::Fixed(1) => Repetition::Once,
                        Trips::Fixed(trips) => Repetition::Fixed(trips),
                        Trips::Share if self.share != 0 => return Err(self.invalid("has two loops over its parallel range")),
                        Trips::Share => {
                            self.share = id;
                            if self.kernel.range == 1 { Repetition::Once } else { Repetition::Share }
                        }
                    };
                    let at = self.events.len();
                    self.loops.push(LoopOutline {
                        counter: Some(inner.counter),
                        repetition,
                        parent: body,
                        span: Span { first: at, last: at },
                        innermost: true,
                    });
                    self.push(Event::Enter(id), body);
                    self.body(&inner.body, id)?;
                    self.loops[id].span.last = self.events.len();
                    self.push(Event::Exit(id), body);
                    let repeats = |l: &LoopOutline| l.repetition != Repetition::Once;
                    self.loops[id].innermost = repeats(&self.loops[id]) && !self.loops[id + 1..].iter().any(repeats);
                }
            }
        }
        Ok(())
    }

    fn push(&mut self, event: Event<'k>, body: Body) {
        self.events.push(event);
        self.bodies.push(body);
    }

    fn check(&self, op: &VectorOp, body: Body) -> Result<()> {
        let mut highest = op.destination().map_or(0, |r| r.0);
        op.visit_reads(|Register(r)| highest = highest.max(r));
        if highest as usize >= self.kernel.registers.len() {
            return Err(self.invalid(format!("uses register {highest}, but declares {}", self.kernel.registers.len())));
        }
        if let Some(address) = op.address() {
            if address.buffer.0 as usize >= self.kernel.buffers.len() {
                return Err(self.invalid(format!("uses buffer {}, but declares {}", address.buffer.0, self.kernel.buffers.len())));
            }
            for (counter, _) in &address.terms {
                if !self.enclosing(body).any(|b| self.loops[b].counter == Some(*counter)) {
                    return Err(self.invalid(format!("uses counter {} outside its loop", counter.0)));
                }
            }
        }
        Ok(())
    }

    /// An error about this kernel that a verified kernel cannot cause.
    pub fn invalid(&self, what: impl std::fmt::Display) -> Diagnostic {
        Diagnostic::error(Code::Invalid, format!("kernel '{}' {what}", self.kernel.name)).hint("verify the kernel before generating code from it")
    }

    /// The body that an event stands in.
    pub fn body_of(&self, position: Position) -> Body {
        self.bodies[position]
    }

    /// `body` and the bodies around it, innermost first, without the kernel's own.
    pub fn enclosing(&self, body: Body) -> impl Iterator<Item = Body> + '_ {
        std::iter::successors(Some(body), |&b| Some(self.loops[b].parent)).take_while(|&b| b != 0)
    }

    /// Whether `inner` is `outer` or lies in it.
    pub fn within(&self, inner: Body, outer: Body) -> bool {
        outer == 0 || self.enclosing(inner).any(|b| b == outer)
    }

    /// The loop with this counter.
    pub fn loop_of(&self, counter: CounterId) -> Body {
        self.loops.iter().position(|l| l.counter == Some(counter)).unwrap_or(0)
    }

    /// The statement of `body` that contains `position`: the event itself or a whole loop.
    pub fn child(&self, body: Body, position: Position) -> Span {
        let mut at = self.bodies[position];
        let mut span = Span { first: position, last: position };
        while at != body && at != 0 {
            span = self.loops[at].span;
            at = self.loops[at].parent;
        }
        span
    }

    /// The loop whose `Enter` is the event at a position.
    pub fn loop_starting_at(&self, position: Position) -> Option<Body> {
        match self.events[position] {
            Event::Enter(body) => Some(body),
            _ => None,
        }
    }

    /// The span of the outermost repeated loop around `position`, or the position itself: how long a value that is set before that
    /// loop has to live to be there at `position` every time.
    pub fn repeated(&self, position: Position) -> Span {
        self.enclosing(self.bodies[position])
            .filter(|&b| self.loops[b].repetition != Repetition::Once)
            .last()
            .map_or(Span { first: position, last: position }, |b| self.loops[b].span)
    }

    /// How often a body runs in the whole range.
    pub fn frequency(&self, body: Body) -> u64 {
        self.enclosing(body).fold(1u64, |product, b| {
            product.saturating_mul(match self.loops[b].repetition {
                Repetition::Once => 1,
                Repetition::Fixed(trips) => u64::from(trips),
                Repetition::Share => u64::from(self.kernel.range),
            })
        })
    }
}

/// The register of a [`Source`], where it is one.
pub(super) fn source_register(source: &Source) -> Option<Register> {
    match source {
        Source::Register(register) => Some(*register),
        Source::Memory(_) => None,
    }
}
