//! Horizontal bars as SVG.

use super::svg::escaped;
use std::fmt::Write;

/// A named number.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    pub name: String,
    /// Not negative lengths are drawn; infinity is as long as the longest.
    pub length: f64,
    /// Behind the bar.
    pub label: String,
    pub colour: &'static str,
}

/// Bars from the top down.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    pub title: String,
    /// What colours mean.
    pub legend: Vec<(&'static str, &'static str)>,
    pub bars: Vec<Bar>,
}

/// Width of a character of the 11 px monospace font, in pixels.
const CHARACTER: usize = 7;
const ROW: usize = 18;
const LONGEST: usize = 420;
const HEAD: usize = 56;
const MARGIN: usize = 16;
/// Characters of a name; what is longer ends in …
const NAME: usize = 60;

impl Bars {
    /// The picture.
    pub fn svg(&self) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) -> std::fmt::Result {
        let names: Vec<String> = self.bars.iter().map(|bar| shortened(&bar.name)).collect();
        let left = MARGIN + names.iter().map(|name| name.chars().count()).max().unwrap_or(0) * CHARACTER + 8;
        let longest = self.bars.iter().map(|bar| bar.length).filter(|length| length.is_finite()).fold(1.0, f64::max);
        let (width, height) = (left + LONGEST + 80 + MARGIN, HEAD + self.bars.len() * ROW + MARGIN);
        writeln!(out, r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">"#)?;
        writeln!(out, "<title>{}</title>", escaped(&self.title))?;
        writeln!(out, "<style>text{{font:11px monospace}} .n{{text-anchor:end}} .t{{font-weight:bold}}</style>")?;
        writeln!(out, r##"<rect x="0" y="0" width="{width}" height="{height}" fill="#fff"/>"##)?;
        writeln!(out, r#"<text class="t" x="{MARGIN}" y="22">{}</text>"#, escaped(&self.title))?;
        let mut x = MARGIN;
        for (text, colour) in &self.legend {
            writeln!(out, r#"<rect x="{x}" y="32" width="10" height="10" fill="{colour}"/><text x="{}" y="41">{}</text>"#, x + 14, escaped(text))?;
            x += 14 + text.chars().count() * CHARACTER + 20;
        }
        for (at, (bar, name)) in self.bars.iter().zip(&names).enumerate() {
            let top = HEAD + at * ROW;
            let share = if bar.length.is_nan() { 0.0 } else { (bar.length / longest).clamp(0.0, 1.0) };
            let length = (share * LONGEST as f64).round() as usize;
            writeln!(out, r#"<text class="n" x="{}" y="{}">{}</text>"#, left - 8, top + 12, escaped(name))?;
            writeln!(out, r#"<rect x="{left}" y="{}" width="{length}" height="{}" fill="{}"/>"#, top + 2, ROW - 4, bar.colour)?;
            writeln!(out, r#"<text x="{}" y="{}">{}</text>"#, left + length + 6, top + 12, escaped(&bar.label))?;
        }
        writeln!(out, "</svg>")
    }
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= NAME { name.to_owned() } else { name.chars().take(NAME - 1).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        let bar = |name: &str, length| Bar { name: name.into(), length, label: format!("{length}"), colour: "#123456" };
        let bars = vec![bar("a&b", 20.0), bar(&"x".repeat(100), 40.0), bar("c", f64::INFINITY), bar("d", -3.0), bar("e", f64::NAN)];
        let svg = Bars { title: "t".into(), legend: vec![("what", "#123456")], bars }.svg();
        let widths: Vec<&str> =
            svg.lines().filter(|line| line.contains("height=\"14\"")).map(|line| line.split("width=\"").nth(1).unwrap().split('"').next().unwrap()).collect();
        assert_eq!(widths, ["210", "420", "420", "0", "0"]);
        assert!(svg.contains("a&amp;b") && svg.contains(&format!("{}…", "x".repeat(59))) && svg.ends_with("</svg>\n"));
    }
}
