//! Curves as SVG, both axes logarithmic.

use std::fmt::Write;

/// A curve.
#[derive(Debug, Clone)]
pub struct Series {
    pub name: String,
    /// Positive numbers, from left to right.
    pub points: Vec<(f64, f64)>,
    /// What would be for the curve before it, not what was measured.
    pub ideal: bool,
}

/// Curves over the same axes.
#[derive(Debug, Clone)]
pub struct Chart {
    pub title: String,
    pub across: String,
    pub up: String,
    pub series: Vec<Series>,
}

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 420.0;
/// Left, top, right and bottom of the axes.
const FRAME: [f64; 4] = [80.0, 50.0, 520.0, 360.0];
const COLOURS: [&str; 6] = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#8c564b"];

/// An axis from `low` to `high`, drawn from one coordinate to another.
struct Axis {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Axis {
    fn over(values: impl Iterator<Item = f64>, margin: f64, from: f64, to: f64) -> Self {
        let (low, high) = values.filter(|v| *v > 0.0).fold((f64::INFINITY, 0.0f64), |(low, high), v| (low.min(v), high.max(v)));
        let (low, high) = if low <= high { (low, high) } else { (1.0, 10.0) };
        Self { low: low / margin, high: high * margin, from, to }
    }

    fn at(&self, value: f64) -> f64 {
        self.from + (self.to - self.from) * (value / self.low).ln() / (self.high / self.low).ln()
    }

    /// 1, 2 and 5 times the powers of ten on it.
    fn ticks(&self) -> Vec<f64> {
        let decades = self.low.log10().floor() as i32..=self.high.log10().ceil() as i32;
        let ticks = decades.flat_map(|decade| [1.0, 2.0, 5.0].map(|digit| digit * 10f64.powi(decade)));
        ticks.filter(|tick| (self.low..=self.high).contains(tick)).collect()
    }
}

impl Chart {
    /// The picture.
    pub fn svg(&self) -> String {
        let [left, top, right, bottom] = FRAME;
        let points = || self.series.iter().flat_map(|series| &series.points);
        let across = Axis::over(points().map(|p| p.0), 1.1, left, right);
        let up = Axis::over(points().map(|p| p.1), 1.2, bottom, top);
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = self.write(&across, &up, &mut out);
        out
    }

    fn write(&self, across: &Axis, up: &Axis, out: &mut String) -> std::fmt::Result {
        let [left, top, right, bottom] = FRAME;
        writeln!(out, r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">"#)?;
        writeln!(out, "<style>text{{font:12px sans-serif}} .m{{text-anchor:middle}} .e{{text-anchor:end}} path{{fill:none;stroke-width:2}}</style>")?;
        writeln!(out, r##"<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>"##)?;
        writeln!(out, r#"<text class="m" x="{:.0}" y="24">{}</text>"#, (left + right) / 2.0, escaped(&self.title))?;
        let mut places: Vec<f64> = self.series.iter().flat_map(|series| series.points.iter().map(|p| p.0)).collect();
        places.sort_by(f64::total_cmp);
        places.dedup();
        for place in places {
            let x = across.at(place);
            writeln!(out, r##"<path d="M{x:.1} {top}V{bottom}" stroke="#eee" style="stroke-width:1"/>"##)?;
            writeln!(out, r#"<text class="m" x="{x:.1}" y="{:.0}">{place}</text>"#, bottom + 18.0)?;
        }
        for tick in up.ticks() {
            let y = up.at(tick);
            writeln!(out, r##"<path d="M{left} {y:.1}H{right}" stroke="#ddd" style="stroke-width:1"/>"##)?;
            writeln!(out, r#"<text class="e" x="{:.0}" y="{:.1}">{}</text>"#, left - 6.0, y + 4.0, plain(tick))?;
        }
        writeln!(out, r##"<rect x="{left}" y="{top}" width="{}" height="{}" fill="none" stroke="#555"/>"##, right - left, bottom - top)?;
        writeln!(out, r#"<text class="m" x="{:.0}" y="{:.0}">{}</text>"#, (left + right) / 2.0, bottom + 40.0, escaped(&self.across))?;
        let (x, y) = (20.0, (top + bottom) / 2.0);
        writeln!(out, r#"<text class="m" x="{x}" y="{y}" transform="rotate(-90 {x} {y})">{}</text>"#, escaped(&self.up))?;
        for (index, series) in self.series.iter().enumerate() {
            let measured = self.series[..=index].iter().filter(|series| !series.ideal).count();
            let colour = COLOURS[measured.saturating_sub(1) % COLOURS.len()];
            let dash = if series.ideal { r#" stroke-dasharray="6 4""# } else { "" };
            let path: Vec<String> = series.points.iter().map(|&(x, y)| format!("{:.1} {:.1}", across.at(x), up.at(y))).collect();
            writeln!(out, r#"<path d="M{}" stroke="{colour}"{dash}/>"#, path.join("L"))?;
            for place in path.iter().filter(|_| !series.ideal) {
                let (x, y) = place.split_once(' ').unwrap_or_default();
                writeln!(out, r#"<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>"#)?;
            }
            let y = top + 14.0 + 20.0 * index as f64;
            writeln!(out, r#"<path d="M{} {}h24" stroke="{colour}"{dash}/>"#, right + 16.0, y - 4.0)?;
            writeln!(out, r#"<text x="{}" y="{y}">{}</text>"#, right + 46.0, escaped(&series.name))?;
        }
        writeln!(out, "</svg>")
    }
}

/// A tick without the noise of binary fractions.
fn plain(value: f64) -> String {
    format!("{value:.6}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_lies_in_the_frame() {
        let series = |name: &str, factor: f64, ideal| Series { name: name.into(), points: [16.0, 64.0, 256.0].map(|x| (x, factor * x * x)).into(), ideal };
        let chart =
            Chart { title: "a < b".into(), across: "channels".into(), up: "µs".into(), series: vec![series("one", 0.01, false), series("two", 0.005, true)] };
        let svg = chart.svg();
        assert!(svg.contains("a &lt; b") && svg.contains(">256</text>") && svg.contains(">5</text>"), "{svg}");
        assert_eq!(svg.matches("<circle").count(), 3);
        let [left, top, right, bottom] = FRAME;
        for circle in svg.lines().filter(|line| line.starts_with("<circle")) {
            let number = |key: &str| -> f64 { circle.split_once(key).unwrap().1.split('"').next().unwrap().parse().unwrap() };
            assert!((left..=right).contains(&number("cx=\"")) && (top..=bottom).contains(&number("cy=\"")), "{circle}");
        }
        assert!(Chart { series: Vec::new(), ..chart }.svg().ends_with("</svg>\n"));
    }
}
