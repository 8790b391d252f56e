//! What `tune` says: the table of the networks that matter, and a page with every trial.

use super::quantity;
use super::svg::escaped;
use super::table::{Side, table as text_table};
use crate::tune::{Cost, Facts, Judged, Metric, Outcome, Settings, Trial};
use std::fmt::Write;

/// A search that is over.
#[derive(Debug, Clone)]
pub struct TuningReport<'a> {
    pub title: String,
    pub facts: &'a Facts,
    pub settings: &'a Settings,
    /// Why it ended.
    pub ending: &'a str,
}

impl TuningReport<'_> {
    fn accuracy(&self, number: f64) -> String {
        match self.settings.metric {
            Metric::Command(_) => format!("{number:.4}"),
            _ => format!("{:.2} %", 100.0 * number),
        }
    }

    fn speed(&self, cost: &Cost) -> f64 {
        self.facts.baseline.cost.latency as f64 / cost.latency.max(1) as f64
    }

    fn best(&self) -> Option<(usize, &Trial, &Judged)> {
        let at = self.facts.best()?;
        Some((at, &self.facts.trials[at], self.facts.trials[at].judged()?))
    }

    fn loss(&self, judged: &Judged) -> String {
        format!("{:.2}", 100.0 * self.facts.loss(judged))
    }
}

fn milliseconds(cost: &Cost) -> String {
    quantity::seconds(cost.latency as f64 / 1e9)
}

/// For people: floats, the first trial, and the best one. The columns are those of the table that Neural Compressor and MXNet published.
pub fn table(report: &TuningReport) -> String {
    let facts = report.facts;
    let baseline = &facts.baseline;
    let mut rows = vec![vec![
        "floats".to_owned(),
        report.accuracy(baseline.accuracy),
        "0.00".to_owned(),
        String::new(),
        String::new(),
        milliseconds(&baseline.cost),
        quantity::bytes(baseline.cost.constants),
        "1.00x".to_owned(),
    ]];
    let mut row = |name: String, at: usize, trial: &Trial, judged: &Judged| {
        rows.push(vec![
            name,
            format!("{}{}", report.accuracy(judged.accuracy), if judged.whole { "" } else { " *" }),
            report.loss(judged),
            (at + 1).to_string(),
            format!("{:.1}", trial.elapsed as f64 / 1e3),
            milliseconds(&judged.cost),
            quantity::bytes(judged.cost.constants),
            format!("{:.2}x", report.speed(&judged.cost)),
        ]);
    };
    let best = report.best();
    if let Some((trial, judged)) = facts.trials.first().and_then(|trial| Some((trial, trial.judged()?)))
        && best.is_some_and(|(at, ..)| at != 0)
    {
        row("the first trial".into(), 0, trial, judged);
    }
    if let Some((at, trial, judged)) = best {
        row(if judged.met { "the best" } else { "the nearest" }.into(), at, trial, judged);
    }
    let metric = report.settings.metric.name();
    let right = Side::Right;
    let columns = [
        ("network", Side::Left),
        (metric.as_str(), right),
        ("rel. loss %", right),
        ("trials", right),
        ("after s", right),
        ("time", right),
        ("constants", right),
        ("speed-up", right),
    ];
    let mut text = text_table(&columns, rows);
    if let Some((_, trial, _)) = best {
        let floats = facts.space.floats(&trial.configuration);
        let _ =
            write!(text, "\n\n{}", if floats.is_empty() { "every layer that can is integers".to_owned() } else { format!("in floats: {}", floats.join(", ")) });
    }
    text
}

/// Why a layer is in floats, in a sentence.
fn reason(report: &TuningReport, layer: usize) -> String {
    let facts = report.facts;
    if !facts.space.layers[layer].may_be_integer {
        return "excluded by the person".into();
    }
    let mut reasons = Vec::new();
    // The noise where it was integers, the latest measurement.
    if let Some(noise) = facts.noises.iter().rev().find(|noise| noise.layers[layer].integer) {
        let own = noise.layers[layer];
        let brought = facts.structure.sources[layer].iter().map(|&source| noise.layers[source].share).fold(0.0, f32::max);
        reasons.push(format!(
            "as integers the noise of its result is {:.2} % of each channel's signal ({:.2} % reaches it, {:.2} % is from storing it in 8 bits)",
            100.0 * own.share,
            100.0 * brought,
            100.0 * own.rounding
        ));
    }
    if let Some(influence) = facts.influences.last().map(|influences| influences.layers[layer]) {
        let lost = |noise: f32| 100.0 * facts.baseline.margins.lost(f64::from(noise));
        reasons.push(format!(
            "storing its result in 8 bits alone is predicted to lose {:.2} %, rounding its weights {:.2} %",
            lost(influence.rounding),
            lost(influence.weights)
        ));
    }
    if let Some((integers, floats)) = facts.times.as_ref().map(|times| times.layers[layer]) {
        reasons.push(format!("it takes {} as integers, {} in floats", quantity::seconds(integers as f64 / 1e9), quantity::seconds(floats as f64 / 1e9)));
    }
    // A trial that differs in this layer alone says most.
    if let Some((_, best, judged)) = report.best() {
        let other = best.configuration.with_float(layer, false);
        if let Some(other) = facts.trials.iter().find(|trial| trial.configuration == other).and_then(Trial::judged) {
            let given_up = if other.whole { String::new() } else { format!(" of the first {} rows", other.rows) };
            reasons.push(format!(
                "with it as integers the accuracy is {}{given_up} instead of {}",
                report.accuracy(other.accuracy),
                report.accuracy(judged.accuracy)
            ));
        }
    }
    if reasons.is_empty() { format!("strategy {}", report.settings.method.name()) } else { reasons.join("; ") }
}

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 84.0;
const RIGHT: f64 = 24.0;
const TOP: f64 = 46.0;
const BOTTOM: f64 = 48.0;

/// The picture: accuracy against latency, the front of those that nothing beats in both, the goal.
pub fn svg(report: &TuningReport) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = picture(report, &mut out);
    out
}

fn picture(report: &TuningReport, out: &mut String) -> std::fmt::Result {
    let facts = report.facts;
    let judged: Vec<(usize, &Judged)> = facts.trials.iter().enumerate().filter_map(|(at, trial)| Some((at, trial.judged()?))).collect();
    let goal = facts.criterion.goal(facts.baseline.accuracy);
    let span = |numbers: &mut dyn Iterator<Item = f64>, least: f64| {
        let (min, max) = numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), x| (min.min(x), max.max(x)));
        let margin = ((max - min) * 0.06).max(least);
        (min - margin, max + margin)
    };
    let time = |cost: &Cost| cost.latency as f64 / 1e6;
    let (x0, x1) = span(&mut judged.iter().map(|(_, judged)| time(&judged.cost)).chain([time(&facts.baseline.cost)]), 1e-6);
    let (y0, y1) = span(&mut judged.iter().map(|(_, judged)| judged.accuracy).chain([facts.baseline.accuracy, goal]), 1e-6);
    let x = |ms: f64| LEFT + (ms - x0) / (x1 - x0) * (WIDTH - LEFT - RIGHT);
    let y = |accuracy: f64| HEIGHT - BOTTOM - (accuracy - y0) / (y1 - y0) * (HEIGHT - TOP - BOTTOM);
    writeln!(out, r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">"#)?;
    writeln!(out, "<title>{}: accuracy against time</title>", escaped(&report.title))?;
    writeln!(out, "<style>text{{font:11px monospace}} .e{{text-anchor:end}} .m{{text-anchor:middle}} .t{{font-weight:bold}}</style>")?;
    writeln!(out, r##"<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>"##)?;
    writeln!(
        out,
        r#"<text class="t" x="16" y="22">{}: {} against the time of one inference</text>"#,
        escaped(&report.title),
        escaped(&report.settings.metric.name())
    )?;
    for step in 0..=4 {
        let share = f64::from(step) / 4.0;
        let (ms, accuracy) = (x0 + share * (x1 - x0), y0 + share * (y1 - y0));
        writeln!(out, r##"<line x1="{0:.1}" y1="{TOP}" x2="{0:.1}" y2="{1}" stroke="#eee"/>"##, x(ms), HEIGHT - BOTTOM)?;
        writeln!(out, r##"<line x1="{LEFT}" y1="{0:.1}" x2="{1}" y2="{0:.1}" stroke="#eee"/>"##, y(accuracy), WIDTH - RIGHT)?;
        writeln!(out, r#"<text class="m" x="{:.1}" y="{}">{}</text>"#, x(ms), HEIGHT - BOTTOM + 16.0, quantity::seconds(ms / 1e3))?;
        writeln!(out, r#"<text class="e" x="{}" y="{:.1}">{}</text>"#, LEFT - 6.0, y(accuracy) + 4.0, report.accuracy(accuracy))?;
    }
    writeln!(out, r##"<line x1="{LEFT}" y1="{0:.1}" x2="{1}" y2="{0:.1}" stroke="#d62728" stroke-dasharray="5 4"/>"##, y(goal), WIDTH - RIGHT)?;
    writeln!(out, r##"<text class="e" x="{}" y="{:.1}" fill="#d62728">goal</text>"##, WIDTH - RIGHT, y(goal) - 4.0)?;
    let front = facts.front();
    let points: Vec<String> =
        front.iter().filter_map(|&at| facts.trials[at].judged()).map(|judged| format!("{:.1},{:.1}", x(time(&judged.cost)), y(judged.accuracy))).collect();
    writeln!(out, r##"<polyline points="{}" fill="none" stroke="#2171b5" stroke-width="1.5"/>"##, points.join(" "))?;
    let mut dot = |at: Option<usize>, cost: &Cost, accuracy: f64, fill: &str, stroke: &str, radius: f64, text: &str| {
        let name = at.map_or("floats".to_owned(), |at| format!("trial {}", at + 1));
        writeln!(
            out,
            r#"<circle cx="{:.1}" cy="{:.1}" r="{radius}" fill="{fill}" stroke="{stroke}"><title>{name}: {}, {}{}</title></circle>"#,
            x(time(cost)),
            y(accuracy),
            report.accuracy(accuracy),
            milliseconds(cost),
            escaped(text)
        )
    };
    let best = facts.best();
    for &(at, judged) in &judged {
        let floats = facts.space.floats(&facts.trials[at].configuration).join(", ");
        let floats = if floats.is_empty() { floats } else { format!("; floats: {floats}") };
        let fill = match (best == Some(at), judged.whole, judged.met) {
            (true, ..) => "#238b45",
            (_, false, _) => "#fff",
            (_, _, true) => "#a1d99b",
            _ => "#c8c8c8",
        };
        let stroke = if front.contains(&at) { "#2171b5" } else { "#888" };
        dot(Some(at), &judged.cost, judged.accuracy, fill, stroke, if best == Some(at) { 7.0 } else { 5.0 }, &floats)?;
    }
    dot(None, &facts.baseline.cost, facts.baseline.accuracy, "#000", "#000", 5.0, "")?;
    writeln!(out, "</svg>")
}

const STYLE: &str = "body{font:14px/1.5 system-ui,sans-serif;margin:2em auto;max-width:1000px;padding:0 1em;color:#222} table{border-collapse:collapse;margin:1em 0} \
th,td{padding:.25em .7em;border-bottom:1px solid #ddd;text-align:right} th:first-child,td:first-child,.l{text-align:left} tr.best{background:#e5f5e0} tr.front td:first-child{font-weight:bold} \
td.f{max-width:26em;overflow-wrap:anywhere}";

/// A page: what was wanted and found, the picture, layers in floats and why, all trials.
pub fn html(report: &TuningReport) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = page(report, &mut out);
    out
}

fn page(report: &TuningReport, out: &mut String) -> std::fmt::Result {
    let facts = report.facts;
    let title = escaped(&report.title);
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}: tuned</title><style>{STYLE}</style></head><body>")?;
    writeln!(out, "<h1>{title}</h1>")?;
    let goal = report.accuracy(facts.criterion.goal(facts.baseline.accuracy));
    let verdict = match report.best() {
        Some((at, _, judged)) if judged.met => {
            format!("trial {} reaches it with {}, {:.2} times as fast as floats", at + 1, report.accuracy(judged.accuracy), report.speed(&judged.cost))
        }
        Some((at, _, judged)) => format!("not reached; trial {} is the nearest with {}", at + 1, report.accuracy(judged.accuracy)),
        None => "no trial could be built".to_owned(),
    };
    writeln!(
        out,
        "<p>Goal: {} of {goal} ({} in floats, {} rows). {}. Strategy {}, seed {}; {} trials; {}.</p>",
        escaped(&report.settings.metric.name()),
        report.accuracy(facts.baseline.accuracy),
        facts.baseline.rows,
        escaped(&verdict),
        report.settings.method.name(),
        facts.seed,
        facts.trials.len(),
        escaped(report.ending)
    )?;
    picture(report, out)?;
    writeln!(
        out,
        "<p>Green: reaches the goal; the large one is taken. Hollow: given up once it could not. Blue line: what no trial beats in both. Black: floats.</p>"
    )?;
    if let Some((_, best, _)) = report.best() {
        let floats: Vec<usize> = (0..facts.space.layers.len()).filter(|&layer| best.configuration.choices[layer].float).collect();
        writeln!(out, "<h2>Layers in floats</h2>")?;
        if floats.is_empty() {
            writeln!(out, "<p>None: every layer that can is integers.</p>")?;
        } else {
            writeln!(out, "<table><tr><th>layer</th><th class=\"l\">operator</th><th class=\"l\">why</th></tr>")?;
            for layer in floats {
                let of = &facts.space.layers[layer];
                writeln!(
                    out,
                    "<tr><td>{}</td><td class=\"l\">{}</td><td class=\"l\">{}</td></tr>",
                    escaped(&of.name),
                    escaped(&of.operator),
                    escaped(&reason(report, layer))
                )?;
            }
            writeln!(out, "</table>")?;
        }
    }
    writeln!(
        out,
        "<h2>Trials</h2>\n<table><tr><th>trial</th><th>{}</th><th>rel. loss %</th><th>rows</th><th>time</th><th>speed-up</th><th>constants</th><th>after s</th><th class=\"l\">configuration</th></tr>",
        escaped(&report.settings.metric.name())
    )?;
    let front = facts.front();
    for (at, trial) in facts.trials.iter().enumerate() {
        let class = match (facts.best() == Some(at), front.contains(&at)) {
            (true, _) => " class=\"best\"",
            (_, true) => " class=\"front\"",
            _ => "",
        };
        let configuration = escaped(&facts.space.configuration_json(&trial.configuration).to_string());
        match &trial.outcome {
            Outcome::Failed(message) => writeln!(
                out,
                "<tr{class}><td>{}</td><td class=\"l\" colspan=\"7\">{}</td><td class=\"l f\"><code>{configuration}</code></td></tr>",
                at + 1,
                escaped(message)
            )?,
            Outcome::Judged(judged) => writeln!(
                out,
                "<tr{class}><td>{}</td><td>{}</td><td>{}</td><td>{}{}</td><td>{}</td><td>{:.2}</td><td>{}</td><td>{:.1}</td><td class=\"l f\"><code>{configuration}</code></td></tr>",
                at + 1,
                report.accuracy(judged.accuracy),
                report.loss(judged),
                judged.rows,
                if judged.whole { "" } else { " (given up)" },
                milliseconds(&judged.cost),
                report.speed(&judged.cost),
                quantity::bytes(judged.cost.constants),
                trial.elapsed as f64 / 1e3
            )?,
        }
    }
    writeln!(out, "</table></body></html>")
}
